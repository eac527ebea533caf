"""What to say of failures between here and AWS, and of those on this computer."""

from __future__ import annotations

from hourpass.domain.problem import Reason
from hourpass.gui.wording.sentences import QT_TRANSLATE_NOOP, Sentences

BETWEEN: dict[Reason, Sentences] = {
    Reason.NAME_NOT_FOUND: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "The name {endpoint} could not be found."),
            QT_TRANSLATE_NOOP("Problems", "The server's name could not be found."),
        ),
        why=QT_TRANSLATE_NOOP(
            "Problems",
            "This computer is offline, its name service does not answer, or there is no such region or endpoint.",
        ),
        now=QT_TRANSLATE_NOOP("Problems", "Check the network connection and the profile's region, then try again."),
    ),
    Reason.CONNECTION_REFUSED: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "{endpoint} refused the connection."),
            QT_TRANSLATE_NOOP("Problems", "The server refused the connection."),
        ),
        why=QT_TRANSLATE_NOOP("Problems", "Nothing listens there, or a firewall turns connections away."),
        now=QT_TRANSLATE_NOOP(
            "Problems", "If AWS_ENDPOINT_URL is set, check its host and port and that the server runs. Then try again."
        ),
    ),
    Reason.UNREACHABLE: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "{endpoint} cannot be reached."),
            QT_TRANSLATE_NOOP("Problems", "AWS cannot be reached."),
        ),
        why=QT_TRANSLATE_NOOP("Problems", "There is no way through the network, or the connection broke off."),
        now=QT_TRANSLATE_NOOP("Problems", "Check the network connection, VPN and firewall, then try again."),
        line=(
            QT_TRANSLATE_NOOP("Problems", "{endpoint} cannot be reached. Check the network, then try again."),
            QT_TRANSLATE_NOOP("Problems", "AWS cannot be reached. Check the network, then try again."),
        ),
    ),
    Reason.TIMED_OUT: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "{endpoint} did not answer in time."),
            QT_TRANSLATE_NOOP("Problems", "AWS did not answer in time."),
        ),
        why=QT_TRANSLATE_NOOP("Problems", "The network is slow, or something on the way swallows the request."),
        now=(
            QT_TRANSLATE_NOOP(
                "Problems",
                "Check the network connection and try again. A code that {code_operation} took along may be spent: type a fresh one.",
            ),
            QT_TRANSLATE_NOOP("Problems", "Check the network connection and try again."),
        ),
    ),
    Reason.TLS_FAILED: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "The secure connection to {endpoint} could not be trusted."),
            QT_TRANSLATE_NOOP("Problems", "The secure connection could not be trusted."),
        ),
        why=QT_TRANSLATE_NOOP(
            "Problems",
            "The server's certificate is not one that this computer trusts. Company proxies that look into connections use certificates of their own.",
        ),
        now=QT_TRANSLATE_NOOP(
            "Problems",
            "If your company has its own CA, set AWS_CA_BUNDLE to its certificate file and start Hourpass again. Otherwise do not go on in this network.",
        ),
    ),
    Reason.PROXY_FAILED: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "The proxy did not let the connection to {endpoint} through."),
            QT_TRANSLATE_NOOP("Problems", "The proxy did not let the connection through."),
        ),
        why=QT_TRANSLATE_NOOP("Problems", "It cannot be reached, wants a sign-in, or forbids this address."),
        now=QT_TRANSLATE_NOOP(
            "Problems", "Check HTTPS_PROXY and NO_PROXY, then start Hourpass again, or ask whoever runs the proxy."
        ),
    ),
    Reason.NOT_AWS: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "What answered at {endpoint} is not AWS."),
            QT_TRANSLATE_NOOP("Problems", "What answered is not AWS."),
        ),
        why=QT_TRANSLATE_NOOP(
            "Problems",
            "A web page or another text came back. The sign-in page of a guest network does that, as does a proxy or a wrong endpoint.",
        ),
        now=QT_TRANSLATE_NOOP(
            "Problems",
            "Open any page in the browser to see whether the network wants a sign-in. If AWS_ENDPOINT_URL is set, check it.",
        ),
        line=QT_TRANSLATE_NOOP(
            "Problems", "Something other than AWS answered. See whether the network wants a sign-in."
        ),
    ),
    Reason.ENDPOINT_INVALID: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "{endpoint} is not an address that can be asked."),
            QT_TRANSLATE_NOOP("Problems", "The endpoint is not an address that can be asked."),
        ),
        why=QT_TRANSLATE_NOOP("Problems", "An endpoint is a whole URL, such as https://sts.eu-west-1.amazonaws.com."),
        now=QT_TRANSLATE_NOOP(
            "Problems", "Correct AWS_ENDPOINT_URL or endpoint_url in the AWS config file, or the profile's region."
        ),
    ),
}

HERE: dict[Reason, Sentences] = {
    Reason.VAULT_MISSING: Sentences(
        what=QT_TRANSLATE_NOOP("Problems", "There is no keyring to keep secrets in."),
        why=QT_TRANSLATE_NOOP(
            "Problems", "No keyring service, such as GNOME Keyring or KWallet, answers on this computer."
        ),
        now=QT_TRANSLATE_NOOP("Problems", "Start one and try again, or keep secrets in an encrypted file instead."),
        line=QT_TRANSLATE_NOOP("Problems", "There is no keyring. Start one, or use an encrypted file instead."),
    ),
    Reason.VAULT_LOCKED: Sentences(
        what=QT_TRANSLATE_NOOP("Problems", "The keyring is locked."),
        why=QT_TRANSLATE_NOOP(
            "Problems", "Hourpass keeps its secrets there and cannot read them until it is unlocked."
        ),
        now=QT_TRANSLATE_NOOP(
            "Problems", "Unlock it with its password, usually the one you log in with, and continue."
        ),
        line=QT_TRANSLATE_NOOP("Problems", "The keyring is locked. Unlock it and try again."),
    ),
    Reason.VAULT_PLAINTEXT: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "The keyring {backend} would keep secrets in plain text."),
            QT_TRANSLATE_NOOP("Problems", "The keyring here would keep secrets in plain text."),
        ),
        why=QT_TRANSLATE_NOOP(
            "Problems", "Anyone who can read your files could read your access keys. Hourpass does not use it."
        ),
        now=QT_TRANSLATE_NOOP(
            "Problems", "Set up an encrypted keyring and try again, or keep secrets in an encrypted file instead."
        ),
    ),
    Reason.VAULT_FAILED: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "The keyring {backend} could not do what Hourpass asked."),
            QT_TRANSLATE_NOOP("Problems", "The keyring could not do what Hourpass asked."),
        ),
        why=QT_TRANSLATE_NOOP("Problems", "It refused or stopped midway. Nothing already stored in it is lost."),
        now=QT_TRANSLATE_NOOP("Problems", "Try again, or keep secrets in an encrypted file instead."),
    ),
    Reason.PASSPHRASE_WRONG: Sentences(
        what=QT_TRANSLATE_NOOP("Problems", "The encrypted file does not open with this passphrase."),
        why=QT_TRANSLATE_NOOP(
            "Problems", "It does not match; check Caps Lock and the keyboard layout. Nothing is lost."
        ),
        now=QT_TRANSLATE_NOOP("Problems", "Type it again. Nobody can recover a forgotten passphrase."),
        line=QT_TRANSLATE_NOOP("Problems", "The encrypted file does not open with this passphrase."),
    ),
    Reason.SEALED_FILE_DAMAGED: Sentences(
        what=QT_TRANSLATE_NOOP("Problems", "The encrypted file with the secrets is damaged."),
        why=(
            QT_TRANSLATE_NOOP("Problems", "{path} is not as Hourpass wrote it: it was cut off or changed."),
            QT_TRANSLATE_NOOP("Problems", "It is not as Hourpass wrote it: it was cut off or changed."),
        ),
        now=(
            QT_TRANSLATE_NOOP(
                "Problems", "Replace {path} with a backup, or move it away and enter your access keys again."
            ),
            QT_TRANSLATE_NOOP(
                "Problems", "Replace it with a backup, or move it away and enter your access keys again."
            ),
        ),
    ),
    Reason.KEY_NOT_STORED: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "The keyring does not hold the secret of {access_key_id}."),
            QT_TRANSLATE_NOOP("Problems", "The keyring does not hold this profile's secret access key."),
        ),
        why=QT_TRANSLATE_NOOP("Problems", "It was removed there, or the settings came from another computer."),
        now=QT_TRANSLATE_NOOP("Problems", "Edit the profile and enter the secret access key."),
    ),
    Reason.DISK_FULL: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "There is no room left to write {path}."),
            QT_TRANSLATE_NOOP("Problems", "There is no room left on the disk."),
        ),
        why=QT_TRANSLATE_NOOP(
            "Problems", "The disk or your quota on it is full. What was in the file before is intact."
        ),
        now=QT_TRANSLATE_NOOP("Problems", "Free some space and try again."),
    ),
    Reason.FILE_READ_ONLY: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "You may not write to {path}."),
            QT_TRANSLATE_NOOP("Problems", "You may not write to the file."),
        ),
        why=QT_TRANSLATE_NOOP("Problems", "The file or its folder is read-only for you. Its contents are intact."),
        now=QT_TRANSLATE_NOOP("Problems", "Give yourself permission to write there, then try again."),
    ),
    Reason.FILE_FAILED: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "{path} could not be read or written."),
            QT_TRANSLATE_NOOP("Problems", "A file could not be read or written."),
        ),
        why=QT_TRANSLATE_NOOP("Problems", "The system refused. If it gave a reason, it is in the details."),
        now=QT_TRANSLATE_NOOP(
            "Problems", "Check that the disk is connected and that the file is yours, then try again."
        ),
    ),
    Reason.FILE_DAMAGED: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "{path} could not be understood."),
            QT_TRANSLATE_NOOP("Problems", "A file could not be understood."),
        ),
        why=QT_TRANSLATE_NOOP("Problems", "It was cut off or changed by hand. Hourpass has not touched it."),
        now=(
            QT_TRANSLATE_NOOP("Problems", "Fix {path} in a text editor, or move it away, and try again."),
            QT_TRANSLATE_NOOP("Problems", "Fix it in a text editor, or move it away, and try again."),
        ),
    ),
    Reason.SETTINGS_DAMAGED: Sentences(
        what=QT_TRANSLATE_NOOP("Problems", "Hourpass could not read its settings, so it starts with new ones."),
        why=(
            QT_TRANSLATE_NOOP("Problems", "The settings file was cut off or changed by hand. It is kept as {kept_as}."),
            QT_TRANSLATE_NOOP("Problems", "The settings file was cut off or changed by hand."),
        ),
        now=QT_TRANSLATE_NOOP(
            "Problems",
            "Add your profiles again; or quit Hourpass, fix the file in a text editor and put it back as settings.json.",
        ),
    ),
    Reason.NO_TERMINAL: Sentences(
        what=QT_TRANSLATE_NOOP("Problems", "No terminal was opened."),
        why=QT_TRANSLATE_NOOP(
            "Problems", "Hourpass found no terminal program that it knows, or the program did not start."
        ),
        now=QT_TRANSLATE_NOOP(
            "Problems",
            "Copy the variables into your own terminal, or set TERMINAL to the name of your terminal program.",
        ),
    ),
    Reason.NO_BROWSER: Sentences(
        what=QT_TRANSLATE_NOOP("Problems", "No browser was opened."),
        why=QT_TRANSLATE_NOOP("Problems", "The system has no web browser, or refused to start it."),
        now=QT_TRANSLATE_NOOP("Problems", "Copy the link instead and open it in your browser within 15 minutes."),
    ),
    Reason.HELPER_ENDED: Sentences(
        what=QT_TRANSLATE_NOOP("Problems", "The part of Hourpass that talks to AWS stopped midway."),
        why=QT_TRANSLATE_NOOP(
            "Problems", "The system may have run out of memory. Whether the request reached AWS is not known."
        ),
        now=QT_TRANSLATE_NOOP("Problems", "Try again. If a code was sent, treat it as used and type the next one."),
        line=QT_TRANSLATE_NOOP(
            "Problems", "The part of Hourpass that talks to AWS stopped midway. Try again with the next code."
        ),
    ),
    Reason.SANDBOX_MISSING: Sentences(
        what=QT_TRANSLATE_NOOP("Problems", "The sandbox is not installed."),
        why=QT_TRANSLATE_NOOP("Problems", "It needs packages from the optional extra “sandbox”."),
        now=QT_TRANSLATE_NOOP("Problems", "Run: pip install 'hourpass[sandbox]', then start Hourpass again."),
    ),
    Reason.SANDBOX_FAILED: Sentences(
        what=QT_TRANSLATE_NOOP("Problems", "The sandbox stopped as soon as it started."),
        why=QT_TRANSLATE_NOOP("Problems", "Its packages may not match, or the system may have run out of memory."),
        now=QT_TRANSLATE_NOOP(
            "Problems",
            "Try again. If it keeps happening, run: pip install --upgrade 'hourpass[sandbox]', then start Hourpass again.",
        ),
    ),
    Reason.UNEXPECTED: Sentences(
        what=QT_TRANSLATE_NOOP("Problems", "Something went wrong inside Hourpass."),
        why=QT_TRANSLATE_NOOP("Problems", "This is a bug in Hourpass, not a fault of AWS or of anything you did."),
        now=QT_TRANSLATE_NOOP(
            "Problems",
            "Try again. If it keeps happening, start Hourpass in a terminal and report the details that it prints to standard error.",
        ),
        line=QT_TRANSLATE_NOOP("Problems", "Something went wrong inside Hourpass. The details are on standard error."),
    ),
}
