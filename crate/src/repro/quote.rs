//! The only place where observed text becomes part of a command.

use std::fmt::Write;

/// One word of bash or zsh that stands for exactly these bytes. NUL cannot be in a word and is left out, as the shell
/// itself does.
pub(super) fn bash(bytes: &[u8]) -> String {
    let printable = bytes.iter().all(|byte| (b' '..=b'~').contains(byte));
    if printable {
        // Within single quotes nothing is special but the quote itself.
        let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
        return format!("'{}'", text.replace('\'', r"'\''"));
    }
    let mut word = String::from("$'");
    for byte in bytes {
        match byte {
            0 => {}
            b'\\' | b'\'' => {
                word.push('\\');
                word.push(char::from(*byte));
            }
            // An interactive bash looks for its history even here.
            b' '..=b'~' if *byte != b'!' => word.push(char::from(*byte)),
            // Octal with three digits cannot run into a digit that follows.
            _ => {
                // Writing to a String cannot fail.
                let _ = write!(word, "\\{byte:03o}");
            }
        }
    }
    word.push('\'');
    word
}

/// A value between the quotation marks of a configuration of curl; none outside ASCII, which PowerShell would change.
pub(super) fn curl_config(text: &str) -> Option<String> {
    let mut quoted = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            ' '..='~' => quoted.push(character),
            _ => return None,
        }
    }
    Some(quoted)
}

/// A literal of PowerShell: nothing is special in it but the quote itself; none outside printable ASCII, where it knows
/// four more quotes.
pub(super) fn powershell(text: &str) -> Option<String> {
    let is_plain = text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    is_plain.then(|| format!("'{}'", text.replace('\'', "''")))
}

/// One word of cmd's prompt, read by cmd first and by the program's runtime after it. Each part is text, or the name of a
/// variable. None outside printable ASCII.
///
/// cmd replaces `%NAME%` before it looks at quotes, so each percent sign of a text stands outside them behind a caret:
/// then no name between two of them is one that a variable has. A quotation mark stands outside too, behind a backslash
/// for the runtime and a caret for cmd, so that both agree on where quotes begin and end.
pub(super) fn cmd(parts: &[(bool, &str)]) -> Option<String> {
    let mut word = String::from("\"");
    let mut is_open = true;
    let open = |word: &mut String, is_open: &mut bool| {
        if !*is_open {
            word.push('"');
            *is_open = true;
        }
    };
    let close = |word: &mut String, is_open: &mut bool| {
        if *is_open {
            // The runtime reads a backslash before a quotation mark as its escape.
            let backslashes = word.bytes().rev().take_while(|byte| *byte == b'\\').count();
            word.push_str(&"\\".repeat(backslashes));
            word.push('"');
            *is_open = false;
        }
    };
    for (is_variable, text) in parts {
        if *is_variable {
            open(&mut word, &mut is_open);
            word.extend(["%", text, "%"]);
            continue;
        }
        for character in text.chars() {
            match character {
                '%' => {
                    close(&mut word, &mut is_open);
                    word.push_str("^%");
                }
                '"' => {
                    close(&mut word, &mut is_open);
                    word.push_str("\\^\"");
                }
                ' '..='~' => {
                    open(&mut word, &mut is_open);
                    word.push(character);
                }
                _ => return None,
            }
        }
    }
    close(&mut word, &mut is_open);
    Some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words() {
        assert_eq!(bash(b"a b$(x)`y`!"), "'a b$(x)`y`!'");
        assert_eq!(bash(b"it's"), r"'it'\''s'");
        assert_eq!(bash(b"a\n1"), r"$'a\0121'");
        assert_eq!(bash("\u{e9}'".as_bytes()), r"$'\303\251\''");
        assert_eq!(bash(b""), "''");
    }

    #[cfg(not(target_arch = "wasm32"))]
    #[test]
    fn bash_itself_reads_the_bytes_back() -> std::io::Result<()> {
        let every: Vec<u8> = (1..=255).collect();
        let values: [&[u8]; 6] = [
            &every,
            b"-rf",
            b"$HOME `id` $(id) !!",
            b"'\\''",
            b"*?[a]{b,c}",
            b"\\x41\\",
        ];
        for value in values {
            let script = format!("printf %s {}", bash(value));
            let output = std::process::Command::new("bash")
                .arg("-c")
                .arg(script)
                .output()?;
            assert_eq!(output.stdout, value);
        }
        Ok(())
    }
}
