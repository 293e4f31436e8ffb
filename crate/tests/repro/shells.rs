//! PowerShell, curl's configuration, cmd and the runtime of Windows programs, as their documentation says they read.

type Words = Result<Vec<Vec<u8>>, String>;

/// The lines of `@( 'literal' + $NAME … ) | curl.exe … -K -`, then curl's reading of them.
pub(crate) fn powershell(command: &str) -> Words {
    let (lines, rest) = command.rsplit_once("\n) | ").ok_or("no pipe")?;
    if rest != "curl.exe -i --globoff --path-as-is -K -" {
        return Err(format!("another command is run: {rest}"));
    }
    let lines = lines.strip_prefix("@(\n").ok_or("no array")?;
    let mut words = Vec::new();
    // A literal may hold a line feed, so the text is read as one.
    let characters: Vec<char> = lines.chars().collect();
    let mut at = 0;
    while at < characters.len() {
        if characters[at].is_whitespace() {
            at += 1;
            continue;
        }
        if !is_quote(characters[at]) {
            return Err(format!("something outside a literal: {:?}", characters[at]));
        }
        let mut line = String::new();
        at += 1;
        loop {
            let character = *characters.get(at).ok_or("a literal without end")?;
            let next = characters.get(at + 1).copied();
            if is_quote(character) && next.is_some_and(is_quote) {
                line.push(character);
                at += 2;
            } else if is_quote(character) {
                at += 1;
                break;
            } else {
                line.push(character);
                at += 1;
            }
        }
        words.extend(curl_config(&line)?);
    }
    Ok(words)
}

/// PowerShell takes typographic quotes for straight ones.
fn is_quote(character: char) -> bool {
    matches!(
        character,
        '\'' | '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}'
    )
}

/// One line of a configuration: `option = "value"`, backslashes escaping.
fn curl_config(line: &str) -> Words {
    let Some((option, rest)) = line.split_once(" = \"") else {
        return Ok(vec![line.as_bytes().to_vec()]);
    };
    let mut value = Vec::new();
    let mut bytes = rest.bytes();
    loop {
        match bytes.next().ok_or("a value without end")? {
            b'"' => break,
            b'\\' => value.push(match bytes.next().ok_or("a backslash at the end")? {
                b't' => b'\t',
                b'n' => b'\n',
                b'r' => b'\r',
                b'v' => 0x0b,
                other => other,
            }),
            other => value.push(other),
        }
    }
    if bytes.next().is_some() {
        return Err("text after a value".to_owned());
    }
    let option = if option == "header" {
        b"-H".to_vec()
    } else {
        option.as_bytes().to_vec()
    };
    Ok(vec![option, value])
}

/// cmd's two readings, then the runtime's.
pub(crate) fn cmd(command: &str) -> Words {
    let replaced = replace_variables(command);
    Ok(runtime(&read_quotes(&replaced)?))
}

/// First `%NAME%`, wherever it stands; here every name that a variable can have is one. A name that is none stays, and
/// reading goes on after its first percent sign.
fn replace_variables(text: &str) -> String {
    let mut replaced = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        replaced.push_str(before);
        let name = after
            .split_once('%')
            .map(|(name, rest)| (name.split(':').next().unwrap_or_default(), rest));
        match name {
            Some((name, behind)) if !name.is_empty() && !name.contains(['"', '^', '\n']) => {
                replaced.push_str("REPLACED");
                rest = behind;
            }
            _ => {
                replaced.push('%');
                rest = after;
            }
        }
    }
    replaced + rest
}

/// Then quotes and carets; outside quotes some characters are commands.
fn read_quotes(text: &str) -> Result<String, String> {
    let mut read = String::new();
    let mut is_quoted = false;
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => {
                is_quoted = !is_quoted;
                read.push('"');
            }
            '^' if !is_quoted => match characters.next() {
                // The line goes on; the character after it is taken as it is.
                Some('\n') => read.extend(characters.next()),
                other => read.extend(other),
            },
            '&' | '|' | '<' | '>' | '(' | ')' | '\n' if !is_quoted => {
                return Err(format!("cmd would read {character:?} as its own"));
            }
            other => read.push(other),
        }
    }
    if is_quoted {
        Err("a quote without end".to_owned())
    } else {
        Ok(read)
    }
}

/// `CommandLineToArgvW` and the C runtime: words, quotes, and backslashes before quotes.
fn runtime(line: &str) -> Vec<Vec<u8>> {
    let characters: Vec<char> = line.chars().collect();
    let mut words: Vec<String> = Vec::new();
    let mut word: Option<String> = None;
    let mut is_quoted = false;
    let mut at = 0;
    while at < characters.len() {
        match characters[at] {
            ' ' | '\t' if !is_quoted => {
                words.extend(word.take());
                at += 1;
            }
            '\\' => {
                let count = characters[at..]
                    .iter()
                    .take_while(|it| **it == '\\')
                    .count();
                let word = word.get_or_insert_default();
                at += count;
                if characters.get(at) == Some(&'"') {
                    word.push_str(&"\\".repeat(count / 2));
                    if count % 2 == 1 {
                        word.push('"');
                        at += 1;
                    }
                } else {
                    word.push_str(&"\\".repeat(count));
                }
            }
            '"' => {
                let word = word.get_or_insert_default();
                if is_quoted && characters.get(at + 1) == Some(&'"') {
                    word.push('"');
                    at += 1;
                } else {
                    is_quoted = !is_quoted;
                }
                at += 1;
            }
            other => {
                word.get_or_insert_default().push(other);
                at += 1;
            }
        }
    }
    words.extend(word);
    words.into_iter().map(String::into_bytes).collect()
}
