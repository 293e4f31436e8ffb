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
            b' '..=b'~' => word.push(char::from(*byte)),
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
