<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
<context>
    <name>Activity</name>
    <message>
        <source>OK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name not found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connection refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not reachable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timed out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificate not trusted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proxy failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not AWS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Endpoint invalid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ActivityModel</name>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Request ID</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ActivityTab</name>
    <message>
        <source>&amp;Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy all of it as text. It holds no secret.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What Hourpass asked of AWS, newest first. No secret is kept here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was asked of AWS yet. Each call and its answer will stand here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The selected call&apos;s answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activity</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AddPage</name>
    <message>
        <source>&amp;Authenticator app on a phone or computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Hardware token that shows six digits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the new device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your phone shows it. With the user&apos;s name in front you can tell its codes from others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Serial number of the token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Serial number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It stands on the token&apos;s back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passkeys and security keys such as a YubiKey give no code that AWS takes for credentials. They are registered in the IAM console, for signing in there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} keeps working until the new phone has shown that AWS takes its codes. Then profiles change over, and {0} is removed. Credentials that you have now stay valid until they expire.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hourpass stops making the codes then; you can let it make those of the new device.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AdminAgain</name>
    <message>
        <source>Sign in again to go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} What was made so far stands, and goes on with other credentials of account {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Not now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>G&amp;o on</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AdminChooser</name>
    <message>
        <source>Whose credentials to use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Credentials of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check a&amp;gain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the chosen credentials again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code of the profile&apos;s own MFA device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking AWS whose credentials these are…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This profile asks for a code of {0}:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This profile asks for a code of its own MFA device:</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AdminPage</name>
    <message>
        <source>&amp;Leave the role where it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave the role where it is</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Application</name>
    <message>
        <source>Hourpass — Sandbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting the sandbox…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Authenticator</name>
    <message>
        <source>Practice authenticator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scan this with an authenticator app; both then show the same codes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plays the part of your phone, in the sandbox only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Hide the QR code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use my &amp;phone instead</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BucketBar</name>
    <message>
        <source>Filter buckets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter buckets…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Refresh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the buckets shown as a CSV file</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BucketExport</name>
    <message>
        <source>Export buckets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BucketMessage</name>
    <message>
        <source>What AWS answered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Buckets appear here once you have credentials.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All is well, there is just nothing to show. A bucket made elsewhere can be seen here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This account has no buckets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking AWS for the buckets…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No bucket&apos;s name contains “{0}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BucketModel</name>
    <message>
        <source>Bucket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Created</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BucketNotice</name>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What AWS answered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} saved to {1}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BucketTab</name>
    <message>
        <source>{0} buckets</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BucketTable</name>
    <message>
        <source>Buckets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy &amp;names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy &amp;name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy &amp;ARNs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy &amp;ARN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as &amp;CSV rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as &amp;CSV row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sort by na&amp;me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sort by &amp;region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sort by &amp;date</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Buckets</name>
    <message>
        <source>1 bucket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%Ln buckets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <comment>3 of 6 buckets</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%Ln</source>
        <comment>a number</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading… {0}</source>
        <comment>how many so far</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped before any bucket came.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped. There may be more than this one bucket.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped. There may be more than these {0}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChangeDialog</name>
    <message>
        <source>Name for other tools</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Name for other tools:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The change, line by line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CodeCard</name>
    <message>
        <source>MFA code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How to get the credentials</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long the credentials last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Get credentials</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cance&amp;l</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter the code for {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From your authenticator app · {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get credentials for {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This profile names no MFA device, so AWS is asked without a code.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CodeMakingDialog</name>
    <message>
        <source>Codes made by Hourpass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code shown now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Delete the secret key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keep the secret key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hourpass makes the codes of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device&apos;s secret key is in your keyring, and nobody types its codes. Delete it there, and the codes of your phone are asked for again. The device itself stays as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let Hourpass make the codes of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Credentials are then renewed with nothing to type. The price: whoever gets into your unlocked keyring has both your access key and your codes, so MFA no longer protects you there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Secret key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sho&amp;w</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the secret key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Secret key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From an export of your authenticator app; a text that begins with otpauth:// will do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;ode shown now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This code does not belong to that secret key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is no secret key: it has letters and the digits 2 to 7.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CodePrompt</name>
    <message>
        <source>MFA code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Not now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} in account {1} · sent as soon as the sixth digit is typed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} · sent as soon as the sixth digit is typed</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>&amp;Remind me in %n min</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>a program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} and others</source>
        <comment>programs</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked by {0} · {1}</source>
        <comment>programs, reason</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConfigCard</name>
    <message>
        <source>Tools ask Hourpass each time; no secret is written to disk. When a code is needed, a prompt appears here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS CLI, SDKs, Terraform</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Section of the AWS config file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add &amp;to the AWS config…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>R&amp;emove…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backup: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upda&amp;te the AWS config…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add &amp;to {0}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upda&amp;te {0}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready: aws s3 ls --profile {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What stands in the file is out of date.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied. Paste it into the file that your tools read.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConfigDesk</name>
    <message>
        <source>Add to the AWS config</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is what changes in {0}. Everything else stays as it is, and a backup is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Write</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove from the AWS config</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tools that use the profile {0} get no credentials any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} Nothing was undone.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConsoleCard</name>
    <message>
        <source>AWS console</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens your browser signed in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;console</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy lin&amp;k</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens your browser signed in as {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS signs in with role credentials only; a session token is refused. Choose a role to use it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get credentials first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking AWS…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied: a password for 15 minutes. Paste it within 30 s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CountdownCard</name>
    <message>
        <source>Copy the ARN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;new now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get fresh credentials (F5)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F&amp;orget credentials</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Valid until {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>renews without a code until {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Renewing…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CountdownRing</name>
    <message>
        <source>Expired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No credentials</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Less than a minute left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} left</source>
        <comment>a span of time</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>left</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CreatePage</name>
    <message>
        <source>How much is done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cop&amp;y the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the list of what is left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your device is ready to be scanned. Go on: the rest is made meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is as it was before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is left is kept in mind: the main window keeps offering to remove it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Creating your resources</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your resources are created</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taking back what was made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was made is taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not everything could be taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some steps are tried again until all of AWS knows of the ones before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was made so far stands. You can try again from here, or take it back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same steps, last first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing of it is left at AWS.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The taking back stopped for the reason below. Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is marked is still in the account. Try again, or delete it there by hand.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CredentialsPage</name>
    <message>
        <source>Who sets this up?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hourpass makes an IAM user and its MFA device in your account. An administrator&apos;s credentials are needed for that, this once; they are not kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was begun for {0} in account {1} goes on with an administrator&apos;s credentials.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>And for the role, in account {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>No code is needed: Hourpass makes it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No code is needed: your MFA session is still open.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Details</name>
    <message>
        <source>Account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ARN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Obtained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Renews without a code until</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Role</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Through</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Session name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asks for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MFA device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Access key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Partition</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Role, with a code (AssumeRole)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Role, from an MFA session (GetSessionToken, AssumeRole)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Session token, with a code (GetSessionToken)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a profile to see its details.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no credentials at the moment. This is what the profile will ask AWS for:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These credentials have expired: AWS no longer takes them. This is what they were:</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DetailsTab</name>
    <message>
        <source>{0}: {1}</source>
        <comment>title: value</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy: {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DeviceChoice</name>
    <message>
        <source>Practice device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DeviceDialog</name>
    <message>
        <source>Press the token&apos;s button and type the code that it shows, then the next one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS refuses codes once a device&apos;s clock has drifted away. From two codes in a row it learns how far off the clock is. Set the phone&apos;s clock right first, then type two that follow each other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is registered. AWS takes its codes in about 15 s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is synchronised. Its next code should work.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new phone has taken the place of {0}, which is removed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This profile asks for codes of {0} from now on. Credentials that it has stay valid until they expire.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is removed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DeviceLookUp</name>
    <message>
        <source>Copy its serial from IAM, where the source&apos;s user asks for a code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look it up with the key above, or copy its serial from IAM.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Look up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking AWS for your devices…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} (passkey: gives no code)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You have only passkeys, which give no code. Add an authenticator app in IAM.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This user has no MFA device yet. Register one in IAM first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Found several at AWS. Choose one from the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Found at AWS. Choose from the list if it is not the one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You may not list devices. Copy the serial from Security credentials in IAM.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DevicePages</name>
    <message>
        <source>MFA devices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MFA devices of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scan this with your authenticator app</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resync {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Register {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try the new phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove {0}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who makes the changes?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Account {0} · a user has {1} devices at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Account {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ca&amp;ncel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Add a device…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;ontinue</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DeviceRows</name>
    <message>
        <source>MFA devices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This user has no MFA device yet.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DeviceWindow</name>
    <message>
        <source>&amp;Use other credentials…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose again who makes the changes: an administrator, or the user itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking AWS…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Devices</name>
    <message>
        <source>Authenticator app</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hardware token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passkey or security key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gives no code: AWS takes passkeys for signing in to the console only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hourpass makes its codes, and stops when another device takes its place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}. {1}</source>
        <comment>who uses the device, who makes its codes</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Used by this profile, and by {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Used by this profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Used by {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resync…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use {0} for this profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace {0} by a new phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Synchronise {0} again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is the only MFA device of this user. Without one, whatever demands MFA is out of reach until another is registered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only passkeys are left then, which give no code. Whatever demands a code is out of reach until another device is registered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Profiles use it. They go on asking for its codes until they are given another device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter the serial number that stands on the token.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A serial number has 9 letters and digits or more, such as GAHT12345678.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This token is registered already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS is still learning about the new device. Type the code that it shows next.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A user that has an MFA device may add and remove devices only with a code of it. Type one, or let an administrator do it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This user&apos;s policies do not allow it. Let an administrator of the account do it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Discarding</name>
    <message>
        <source>Discard what you typed?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keep editing</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DraftFlaws</name>
    <message>
        <source>Enter a name for the user.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A user&apos;s name has 64 characters at most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This user exists. Choose another name, or the user itself under More options.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A user&apos;s name differs only in capitals. Choose another, or see More options.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter a name for the device. Your phone will show it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use 128 characters at most. Your phone shows fewer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The account has a device of this name. Choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A device&apos;s name differs only in capital letters. Choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter a name for the role.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A role&apos;s name has 64 characters at most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A role or policy has this name already. Choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A role or policy differs only in capital letters. Choose another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An account has 12 digits, such as 111122223333.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A role&apos;s sessions last from 1 hour to 12 hours.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use at least 2 letters without accents, digits or _ + = , . @ : / -</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill this in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is too long. Shorten it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use letters without accents, digits or _ + = , . @ - and no spaces.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is taken already. Choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A name in use differs only in capital letters. Choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not the number of an account: 12 digits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is more or less than AWS allows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MFA device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Role</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longest session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>External ID</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Durations</name>
    <message>
        <source>1 hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} hours</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Elsewhere</name>
    <message>
        <source>{path} has keys under the same name in line {line}: tools take those instead. Remove them there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} has {option} under the same name in line {line}, which tools may take instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} has a section of that name in line {line} already. Choose another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The AWS CLI cannot read {path}. Mend it in a text editor first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{variable} is set where Hourpass was started: tools started there take that unless told a profile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{variable} is set to {value} where Hourpass was started, so tools there take that profile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a name for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>64 characters at most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Letters, digits and . _ - + @ / % : only: some tools pass over anything else, spaces as well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That name means something else to tools.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ErrorBox</name>
    <message>
        <source>C&amp;lose</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExistingUserBox</name>
    <message>
        <source>Use an e&amp;xisting user</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use an existing user</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Existing user</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which MFA device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MFA device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which access key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Access key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A key that is in the keyring here can serve; others keep their secret.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking AWS for its devices and keys…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It gets a policy, and the device and key chosen here; nothing else changes.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExistingUsers</name>
    <message>
        <source>Choose the user.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The user&apos;s devices and keys are not known yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This user has two access keys, and AWS allows no third one. Delete one of them in IAM, then choose the user again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This user has eight MFA devices, and AWS allows no ninth one. Choose one of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is neither a role&apos;s name nor its ARN, such as arn:aws:iam::111122223333:role/name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS has not told of this role yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such role in this account.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose credentials of an administrator of that account.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the user&apos;s own account. Choose an administrator of another one, or take the tick away.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>{0}: {1}</source>
        <comment>title: value</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FileCard</name>
    <message>
        <source>Credentials file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For tools that read only {0}. Kept fresh until they expire, then removed. While they are there, every program of yours can read them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the credentials in the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep fresh there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They stand there as [{0}].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are written once you have credentials.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FirstStart</name>
    <message>
        <source>One code, and AWS is open for an hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hourpass asks for the code of your MFA device, gets temporary credentials from AWS, and warns you before they run out. Your access key stays in the system&apos;s keyring.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Set up MFA access</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From nothing: creates an IAM user, a role that requires MFA and your device, and proves it works.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Use AWS config files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a &amp;profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You have an access key and an MFA device: type them once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Try the sandbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A local AWS with a practice device. No account, no network, nothing to lose.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One profile was found in your AWS config files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} profiles were found in your AWS config files.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Flaws</name>
    <message>
        <source>Give the profile a name that you will recognize.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another profile has this name already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A name has 64 characters at most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A name takes no brackets, quotation marks, backslashes or line breaks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter the user&apos;s access key ID. It begins with AKIA.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter the secret of this access key. It goes into the keyring and nowhere else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A secret access key has no spaces or line breaks inside. Copy it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter the ARN of the role, such as arn:aws:iam::111122223333:role/s3-reader.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the MFA device whose code opens the session.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the ARN of a user. The ARN of an MFA device has :mfa/ in that place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device and the role belong to different partitions of AWS.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This region lies in another partition than the role and the device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS gives no credentials of that length this way. Choose another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An MFA session lasts from 15 minutes to 36 hours.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter the name under which CloudTrail shows the session.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use 2 to 64 letters without accents, digits or _ + = , . @ -</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use at least 2 letters without accents, digits or _ + = , . @ : / -</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A session policy has 2,048 characters at most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill this in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is taken already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is too long.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This has characters that AWS does not take here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not the ARN of a role, such as arn:aws:iam::111122223333:role/name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the ARN of a user.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A passkey gives no six-digit code, and STS takes nothing else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not a device&apos;s serial, such as …:mfa/phone or GAHT12345678.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ASIA keys are temporary. Enter the user&apos;s own; it begins with AKIA.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not an access key ID. One looks like AKIAIOSFODNN7EXAMPLE.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is more or less than AWS allows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not a JSON object; perhaps a comma or a brace is amiss.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not a region. One looks like eu-west-1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This belongs to another partition of AWS.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the six digits that the device shows now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A code has six digits; some are still missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is longer than a code: six digits are needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A code has only digits.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>IconButton</name>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Import</name>
    <message>
        <source>It takes its credentials from the machine or the shell it is used on (credential_source). There it works as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It exchanges a token that another program keeps fresh (web_identity_token_file). With that program it works as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its source_profile is missing, names no profile, or leads back to itself. Mend that in the AWS config file, then look again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>[{0}] holds temporary keys, which end and do not come back. Add a profile by hand with the user&apos;s own key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A role that another role assumes asks for a code, and AWS takes codes of IAM users alone. Name the device (mfa_serial) in the first role of the chain.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It names an MFA device, and its credentials come from IAM Identity Center: AWS takes codes of IAM users alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its source [{0}] gets its credentials from Hourpass already, so AWS&apos;s tools can use it as it is.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import profiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Profiles found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Move the keys out of the credentials file into the keyring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the keys out of the credentials file into the keyring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are copied into the keyring in any case. Moving them takes them out of the file as well: other tools that read them there stop working until they get their credentials in another way. A backup of the file is kept, with the secrets blanked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the AWS config files…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The AWS config files hold no profile that stands on an access key or assumes a role. Others need nothing of Hourpass: AWS&apos;s tools use them as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Found in the AWS config files. Tick those to use here as well; nothing changes in the files unless you have the keys moved below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Found in the AWS config files, which stay as they are. Tick those to use here as well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Importing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Import 1 profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Import {0} profiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was imported. The reasons stand beside the profiles.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} imported, {1} not; the reasons stand beside them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} imported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The credentials file as it was, secrets blanked: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The AWS config files were left as they are.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ImportRowView</name>
    <message>
        <source>MFA device of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Credentials for your own user (session token)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Credentials for role {0} in account {1}, through {2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Credentials for role {0} in account {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Credentials for the role {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Credentials of [{0}], as AWS&apos;s tools get them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys of [{0}], {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys of [{0}]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} · device {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} · no MFA device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Imported as {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Imported as {0}. Its keys are in the file still. {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Will be called {0}, for the name is taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS is asked without a code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS is asked without a code. Edit the profile later to add a device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Already here: another profile does the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its access key stands in neither file. Add this profile by hand instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its keys are in the keyring now. To use them on their own, add a profile by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file names no MFA device. Type its serial to import this profile.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeyRow</name>
    <message>
        <source>Access key {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete the access key {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ListPage</name>
    <message>
        <source>What is removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Credentials that were issued before may live on until they expire. Once the policies are gone, they open nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the way, and not from Hourpass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look &amp;again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look again what is in the way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hourpass does not touch these. What they hang on stays until they are gone; the rest can go now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type {0} to confirm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Type the user&apos;s name, {0}, to confirm</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>+ &amp;Add profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a profile (Ctrl+N)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set &amp;up MFA access…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Create an IAM user, its role and its MFA device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Profiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings (Ctrl+,)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Methods</name>
    <message>
        <source>Session token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Assume role {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Assume role {0}, one code a day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your own user (session token)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A role</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A role, with one code a day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A code for each session, which lasts as long as the role allows, up to 12 hours. Its credentials carry no MFA mark in later calls.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One code opens an MFA session; the role is renewed from it without another, an hour at most at a time. For several roles, or a whole working day.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your user&apos;s own rights with the MFA mark, for policies that ask for it in every call. Up to 36 hours from one code.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NamesMore</name>
    <message>
        <source>What a code opens in S3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In S3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long the role&apos;s sessions last at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longest session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>External ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A word that you agree on with the role&apos;s owner; the role then asks for it. Mostly left empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name or ARN of an existing role</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Existing role</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the role in another acc&amp;ount</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the role in another account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The existing role settles this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most; each time you choose how long the credentials are to last.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking AWS for this role…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In another account; it cannot be looked at from here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} Give the role&apos;s ARN instead.</source>
        <comment>what went wrong</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;More options</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name of a role in this account, or an ARN. Left empty, a role is made.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NamesPage</name>
    <message>
        <source>What to create</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The names are proposals that are free in the account. Everything gets the path /hourpass/.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;User</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the user</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>M&amp;FA device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the MFA device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Role</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the role</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An existing user is used, as chosen under More options.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your phone will show this name above the code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A device of the user is used, as chosen under More options.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An existing role is used, as chosen under More options.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <comment>a field, what is wrong with it</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The other account&apos;s administrator lacks permissions; they are named above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These credentials seem to lack permissions for this.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NewCodePage</name>
    <message>
        <source>Code of the new phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is registered. One more code of it shows that AWS takes them; then the old one goes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking AWS…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code of the new phone — type the one shown in {0} s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Notifications</name>
    <message>
        <source>Renew</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PairFlaws</name>
    <message>
        <source>This is not a code of the new device. Choose its entry in your authenticator app, and type the code shown now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the first code again. Wait until your phone shows the next one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This code came before the first one. Type the one that your phone shows next.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This code was used already, in the two codes before. Wait for the next one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These codes do not follow each other. Type the code shown now as the first one, then the next one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your phone&apos;s clock is about {0} ahead. Turn on automatic time there, then type two new codes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your phone&apos;s clock is about {0} behind. Turn on automatic time there, then type two new codes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your phone&apos;s clock is off. Turn on automatic time there, then type two new codes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} s</source>
        <comment>seconds</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PairPanel</name>
    <message>
        <source>Scan with the practice &amp;authenticator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device registered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Google Authenticator, Microsoft Authenticator, 1Password, Aegis… Then type two codes in a row: the one shown now, and the next one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the &amp;QR code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Can&apos;t scan? &amp;Show the secret key</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Passphrases</name>
    <message>
        <source>Use at least {0} characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The two differ. Type the same passphrase twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At least {0} characters; four or five words are good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still too short: at least {0} characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fair. Longer is better: another word or two.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Good.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Permissions</name>
    <message>
        <source>A role (recommended)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The user itself, for a session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The user may do nothing but assume a role that requires MFA. A stolen access key opens nothing without a code, and a session ends after 12 hours at most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The user holds the permissions itself, on condition of MFA. There is no role to look after, and one code opens up to 36 hours; a permission added later without that condition is open to the bare key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List buckets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List buckets and objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List and read everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sees the names of all buckets in the account, and nothing of what is in them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sees all buckets and the names, sizes and dates of the objects in them, but opens none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sees all buckets and can download every object in them; changes and deletes nothing.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlanExport</name>
    <message>
        <source>&amp;CloudFormation template for account {0}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;CloudFormation template…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Text…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CloudFormation template (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlanView</name>
    <message>
        <source>What will be done at AWS</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProblemPanel</name>
    <message>
        <source>What AWS answered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy what AWS answered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide &amp;details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message>
        <source>{path} was changed in the meantime.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file was changed in the meantime.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An editor or another tool wrote to it since Hourpass looked. Hourpass has left it as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the change again and then make it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} has a section for {section} already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file has a section of that name already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hourpass did not write it for this profile, so it does not touch it. Two sections of one name would keep the AWS CLI from reading the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another name, or remove that section in a text editor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not every tool can use {section} as a profile&apos;s name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not every tool can use this as a profile&apos;s name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is too long, or has spaces, letters beyond a to z or signs that some AWS SDKs pass over, or stands for something else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a name of at most 64 letters, digits, hyphens, underscores and full stops.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The section that Hourpass wrote to {path} was changed by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The section that Hourpass wrote was changed by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One of the two comment lines round it is missing; the other one is line {line}. So Hourpass cannot tell what is its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One of the two comment lines round it is missing. So Hourpass cannot tell what is its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove that section and the lines that name Hourpass in a text editor, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not every tool could start {helper}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not every tool could start Hourpass where it is installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has a space or another sign with a meaning for a shell, and some AWS SDKs drop the quotes that would help.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install Hourpass in a folder without such signs in its path, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A session token does not open the AWS console.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS signs in to the console with the credentials of a role only, not with those of a user.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a profile that assumes a role, or sign in to the console with your user name and password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A session token does not open the AWS console: AWS takes credentials of a role only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS gives no console session of {asked_span}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS gives no console session that long.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A console session lasts 15 minutes to 12 hours, and as long as its credentials where these were got through an MFA session.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get new credentials and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hourpass does not know the console of the partition {partition}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hourpass does not know the console of this partition.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It opens the consoles of AWS, of AWS in China and of AWS GovCloud (US), and no other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in to the console in the browser, as your organization does. The credentials are good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection to {endpoint} would not be encrypted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection would not be encrypted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To open the console, the credentials themselves are sent. Nothing was sent this time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set AWS_ENDPOINT_URL_SIGNIN or AWS_ENDPOINT_URL to an address with https, or to one of this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name {endpoint} could not be found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server&apos;s name could not be found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer is offline, its name service does not answer, or there is no such region or endpoint.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the network connection and the profile&apos;s region, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{endpoint} refused the connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server refused the connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing listens there, or a firewall turns connections away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If AWS_ENDPOINT_URL is set, check its host and port and that the server runs. Then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{endpoint} cannot be reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS cannot be reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no way through the network, or the connection broke off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the network connection, VPN and firewall, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{endpoint} did not answer in time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS did not answer in time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network is slow, or something on the way swallows the request.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the network connection and try again. A code that {code_operation} took along may be spent: type a fresh one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the network connection and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The secure connection to {endpoint} could not be trusted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The secure connection could not be trusted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not one that this computer trusts. Company proxies that look into connections use certificates of their own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If your company has its own CA, set AWS_CA_BUNDLE to its certificate file and start Hourpass again. Otherwise do not go on in this network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The proxy did not let the connection to {endpoint} through.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The proxy did not let the connection through.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It cannot be reached, wants a sign-in, or forbids this address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check HTTPS_PROXY and NO_PROXY, then start Hourpass again, or ask whoever runs the proxy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What answered at {endpoint} is not AWS.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What answered is not AWS.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A web page or another text came back. The sign-in page of a guest network does that, so does a proxy or a wrong endpoint.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open any page in the browser to see whether the network wants a sign-in. If AWS_ENDPOINT_URL is set, check it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{endpoint} is not an address that can be asked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The endpoint is not an address that can be asked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An endpoint is a whole URL, such as https://sts.eu-west-1.amazonaws.com.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct AWS_ENDPOINT_URL or endpoint_url in the AWS config file, or the profile&apos;s region.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no keyring to keep secrets in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No keyring service answers on this computer, such as GNOME Keyring or KWallet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start one and try again, or keep secrets in an encrypted file instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keyring is locked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hourpass keeps its secrets there and cannot read them until it is unlocked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock it with its password, usually the one you log in with, and go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keyring is locked. Unlock it and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keyring {backend} would keep secrets in plain text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keyring here would keep secrets in plain text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Anyone who can read your files could read your access keys. Hourpass does not use it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set up an encrypted keyring and try again, or keep secrets in an encrypted file instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keyring {backend} did not do what was asked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keyring did not do what was asked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It refused or broke off. Nothing that it already holds is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again, or keep secrets in an encrypted file instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The encrypted file does not open with this passphrase.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It differs, perhaps by Caps Lock or the keyboard layout. Nothing is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type it again. Nobody can recover a forgotten passphrase.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The encrypted file with the secrets is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is not what Hourpass wrote: it was cut off or changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not what Hourpass wrote: it was cut off or changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put a backup of {path} in its place, or move it away and enter your access keys again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put a backup of it in its place, or move it away and enter your access keys again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keyring does not hold the secret of {access_key_id}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keyring does not hold this profile&apos;s secret access key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was removed there, or the settings came from another computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit the profile and enter the secret access key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no room left to write {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no room left on the disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk or your share of it is full. What stood in the file before is intact.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} may not be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file may not be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file or its folder is read-only for you. What stands in it is intact.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give yourself the right to write there and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} could not be read or written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file could not be read or written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system refused. The details hold its words, if it said any.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the disk is there and that the file is yours, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} could not be understood.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file could not be understood.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was cut off or changed by hand. It is kept as {kept_as}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was cut off or changed by hand. It is left as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on with a fresh file, or mend {kept_as} and put it back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mend {path} in a text editor, or move it away, and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mend it in a text editor, or move it away, and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No terminal was opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No terminal program that Hourpass knows was found, or it did not start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the variables into a terminal of yours, or set TERMINAL to the name of your terminal program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No browser was opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system has none for web pages, or refused to start it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the link instead and open it in a browser of yours within 15 minutes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The part of Hourpass that talks to AWS ended in the middle.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system may have run out of memory. Whether the request reached AWS is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again. If a code was sent, take it as spent and type the next one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The part of Hourpass that talks to AWS ended in the middle. Try again with the next code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sandbox is not installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It needs packages that come with the extra named sandbox.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run: pip install &apos;hourpass[sandbox]&apos;, then start Hourpass again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sandbox started and ended at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One of its packages may not fit the others, or the system may have run out of memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again. If it stays so, run: pip install --upgrade &apos;hourpass[sandbox]&apos;, then start anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong inside Hourpass.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a fault of Hourpass itself, not of AWS or of anything you did.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again. If it stays so, start Hourpass in a terminal: the details are on standard error, to be reported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong inside Hourpass. The details are on standard error.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The credentials have expired.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Temporary credentials end at the moment that AWS set when it gave them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get new ones: renew the profile, or fetch them anew where they came from. A code may be asked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The credentials have expired. Get new ones to go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS does not know the access key {access_key_id}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS does not know this access key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was mistyped, deactivated or deleted, belongs to another partition, or was created only seconds ago. A region that the account has not enabled gives the same answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See in IAM, under the user&apos;s Security credentials, whether {access_key_id} is listed and active, and whether the account has the region enabled. A new key may need a few seconds more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See in IAM, under the user&apos;s Security credentials, whether the key is listed and active, and whether the account has the region enabled. A new key may need a few seconds more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS does not know the access key {access_key_id}: mistyped, inactive or brand-new.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS does not know this access key: mistyped, inactive or brand-new.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The secret access key does not belong to the access key ID.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS knows the key ID, but the signature that was made with the secret does not match.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter the secret again where it was entered first; for a profile of Hourpass, under Edit. AWS shows a secret only once: if it is lost, create a new access key in IAM.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer&apos;s clock is {behind} behind AWS&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer&apos;s clock is {ahead} ahead of AWS&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer&apos;s clock and AWS&apos;s differ too much.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every request carries its time, and AWS refuses those that are more than a few minutes off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the system&apos;s date and time settings, let the clock be set automatically, see that the time zone is right, and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer&apos;s clock is {behind} behind AWS&apos;s. Let it be set automatically.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer&apos;s clock is {ahead} ahead of AWS&apos;s. Let it be set automatically.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer&apos;s clock is off. Let it be set automatically.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS asks to slow down.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many requests came from this account at once, not necessarily from this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait a minute and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS asks to slow down. Try again in a minute.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS does not allow {action} on {resource}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS does not allow {action}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS explicitly forbids {forbidden_action} on {resource}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS explicitly forbids {forbidden_action}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS does not allow this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No policy of these credentials allows {action}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A policy denies {forbidden_action} outright: one of the user, the role, the resource or the organization.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The policies of these credentials do not allow it, or one forbids it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the account&apos;s administrator for a policy that allows {action}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the account&apos;s administrator. Added rights do not help against an explicit deny of {forbidden_action}: the statement that denies it has to change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the account&apos;s administrator. The details hold AWS&apos;s own words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AccessDenied: {action}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AccessDenied: {forbidden_action} (explicit deny)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS does not allow this (AccessDenied).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STS is switched off in {region} for this account.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STS is switched off in this region for this account.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An administrator can deactivate STS, or a whole region, in the account settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit the profile and choose another region, for example us-east-1, where STS cannot be switched off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS could not make sense of the request.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A value in it is not what AWS expects. The details name it as far as AWS does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look through the profile&apos;s fields. If they are right, report the details.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS has a fault of its own at the moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service answered that it cannot work now. Nothing here is wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again in a minute. If it lasts, look at health.aws.amazon.com.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS has a fault of its own at the moment. Try again in a minute.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This bucket no longer exists.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was deleted after the list was loaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refresh the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server refused, in words that Hourpass does not know.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All that it said is in the details; it may be little or nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again. If it stays so, copy the details and show them to an administrator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server refused, in words that Hourpass does not know. See the details.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS refused {operation}: the name is taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name is taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The account has a user, role, policy or device of this name already. AWS makes no difference between small and capital letters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another name. In the middle of a setup, undo first what was made so far.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name is taken. Choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This MFA device is registered already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It belongs to this user or to another one, and AWS registers a device for one user only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take another device, or deactivate this one in IAM for the user that it belongs to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The account&apos;s quota {quota} of {limit} is used up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The account&apos;s quota {quota} is used up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One of the account&apos;s quotas is used up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS limits how many of a kind there may be. A user has two access keys at most, inactive ones included, and eight MFA devices.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete in IAM what nobody uses any more, then try again. Some quotas can be raised under Service Quotas.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The quota {quota} is used up. Delete in IAM what nobody uses any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A quota is used up. Delete in IAM what nobody uses any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS does not find what the request was about.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was deleted meanwhile, or made only seconds ago and not seen everywhere yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again in a few seconds. If it stays so, see in IAM whether somebody has deleted it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS does not delete this yet, for something still hangs on it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody added a key, a policy, a group or the like, or AWS is still busy with what was removed just before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again in a minute. If it stays so, see in IAM what hangs on it, and remove that first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something still hangs on it. Try again in a minute.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>IAM does not know the user that the role&apos;s trust policy names.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new user is known everywhere only after some seconds; or somebody has deleted it meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again in a few seconds. If it stays so, see in IAM whether the user still exists.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>IAM does not know the new user yet. Try again in a few seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS did not accept these two codes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One was mistyped or used before, they do not follow each other, or they belong to another entry of the authenticator app. AWS does not tell these apart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the code that the phone shows now, and then the next one. If AWS refuses those as well, see whether the phone sets its clock automatically.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS did not accept these two codes. Type two new ones in a row.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>IAM is still busy with an earlier change of the same thing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was deleted and made again under the same name keeps IAM busy for some minutes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again in a few minutes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>IAM is still busy with an earlier change. Try again in a few minutes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The profile {profile} is not signed in to IAM Identity Center.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The profile is not signed in to IAM Identity Center.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its single sign-on session is over, or there was none yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run aws sso login --profile {profile} in a terminal, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run aws sso login for the profile in a terminal, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not signed in. Run aws sso login --profile {profile}, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not signed in. Run aws sso login for the profile, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The profile {profile} gives no credentials.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The profile gives no credentials.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The AWS SDK gives this reason: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something that it needs is missing from the AWS config files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See whether aws sts get-caller-identity --profile {profile} works in a terminal. Or choose another profile, or type the keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another profile, or type the keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The profile {profile} gives no credentials. Choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The profile gives no credentials. Choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These credentials belong to the account {account}, not to {wanted}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These credentials belong to another account.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was begun in one account can be carried on only there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the credentials of an administrator of the account {wanted}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the credentials of an administrator of the right account.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS let the role {role_name} be assumed without a code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS allowed without a code what should take one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The trust policy of {role_name} lets the user in without MFA, so the access key alone is enough.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another policy gives the user the same rights without asking for MFA, so the access key alone is enough.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not rely on it. In IAM, give every statement in the trust policy of {role_arn} that names this user the condition Bool aws:MultiFactorAuthPresent true.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not rely on it. See in IAM which other policies the user and its groups have, and take out what allows S3 without MFA.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS asked for no code: this access is not protected by MFA.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS did not accept that code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was mistyped, used before, too old, or made by another device. AWS does not tell these apart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the code that the device shows now. If AWS refuses that as well, see whether the entry in your authenticator app is the one of this device, and whether the phone sets its clock automatically.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS refused code {code}: it is wrong, too old or was already used. Type the one shown now; the next appears in {seconds} s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS refused code {code}: it is wrong, too old or was already used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS refused the code. Type the one shown now; the next appears in {seconds} s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS refused the code: it is wrong, too old or was already used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This code was already used, so it was not sent again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS takes each code once, for all profiles and programs that share the device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the next code. It appears at {next_time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the code that the device shows now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code {code} was already used. The next one appears in {seconds} s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code {code} was already used. Type the next one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This code was already used. The next one appears in {seconds} s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This code was already used. Type the next one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS could not check a code of the device {serial}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS could not check a code of this MFA device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{user_serial} is the ARN of a user, not of an MFA device. A device&apos;s ARN has :mfa/ where this one has :user/.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{passkey_serial} is a passkey or security key. It gives no six-digit code, and AWS takes nothing else here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS gives this one answer for four causes: the serial is not that of a device of this user, the device was added only seconds ago, it was removed, or too many codes were tried within three minutes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit the profile and look the device up, or copy its ARN from the user&apos;s Security credentials in IAM. The device&apos;s name need not be the user&apos;s: {user_serial} may not simply become :mfa/ with the same name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a virtual or hardware MFA device instead of {passkey_serial}. A user may own up to eight devices, so an authenticator app can be added beside the passkey.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare {serial} with the serial that IAM shows under the user&apos;s Security credentials: the part after :mfa/ is the device&apos;s name, not the user&apos;s. If it is right, wait half a minute and type a fresh code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare the profile&apos;s device with the serial that IAM shows under the user&apos;s Security credentials. If it is right, wait half a minute and type a fresh code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{user_serial} is a user, not an MFA device. Edit the profile&apos;s device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS cannot check codes of a passkey. Choose another device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS finds no device {device_name} for this user. Check its serial, or try a fresh code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS finds no such device for this user. Check its serial, or try a fresh code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many codes of {device_name} were tried in a short time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many codes of this device were tried in a short time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS checks only a few codes of a device within three minutes; after that it refuses good ones as well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait until {until_time}, then type a fresh code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait three minutes, then type a fresh code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many codes were tried. AWS takes the next one from {until_time} on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many codes were tried. AWS takes the next one in {seconds} s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many codes were tried. Wait three minutes before the next one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is not a code that AWS takes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A code has exactly six digits. The long text that a security key types when touched is not one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the six digits that the authenticator app or token shows now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A code has exactly six digits. Type the one that the device shows now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A code of {device_name} is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A code of your MFA device is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no valid MFA session that could do without one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS did not let {caller_name} assume the role {role_name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS did not let you assume the role {role_name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS did not let you assume the role.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS gives the same answer for four causes and does not say which it is: {role_name} demands MFA and no code was sent, its trust policy does not name you, you lack the permission sts:AssumeRole, or account {account} has no role of that name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS gives the same answer for four causes and does not say which it is: the role demands MFA and no code was sent, its trust policy does not name you, you lack the permission sts:AssumeRole, or there is no role of that name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the name and account in {role_arn}, and that the profile names your MFA device. If they are right, ask the role&apos;s owner whether its trust policy names {caller} and whether a policy allows that user sts:AssumeRole. What was changed in the last minute may only need another try.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the name and account in {role_arn}, and that the profile names your MFA device. If they are right, ask the role&apos;s owner whether its trust policy names you and whether a policy allows you sts:AssumeRole. What was changed in the last minute may only need another try.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the profile&apos;s role and MFA device. If they are right, ask the role&apos;s owner whether its trust policy names you and whether a policy allows you sts:AssumeRole. What was changed in the last minute may only need another try.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS did not let you assume {role_name}: no trust, no permission, no such role, or MFA missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS did not let you assume the role: no trust, no permission, no such role, or MFA missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These keys belong to the account&apos;s root user.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS lets no root user assume a role, and a root key can do everything: whoever finds it owns the account. It should not exist at all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the credentials of an IAM user or of a role instead. In the console, delete the root user&apos;s access key under Security credentials.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These are the root user&apos;s keys. Use those of an IAM user or of a role.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The role does not allow sessions of {asked_span}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The role does not allow sessions that long.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its maximum session duration is {maximum_span}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each role has a maximum session duration of 1 to 12 hours, 1 hour unless it was raised.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose {maximum_span} or less and type a fresh code: the last one is spent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose 1 hour and type a fresh code: the last one is spent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The role allows {maximum_span} at most. Choose that and type a fresh code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The role does not allow sessions that long. Choose 1 hour, then a fresh code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A role that is assumed from an MFA session lasts one hour at most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS calls this role chaining, and the role&apos;s own maximum does not lift its limit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose 1 hour: it is renewed without a code while the MFA session lasts. Or let the profile assume the role directly, with a code each time, for longer ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS does not give credentials for {asked_span}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS does not give credentials for that span of time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A role&apos;s credentials last from 15 minutes to 12 hours, a session token&apos;s up to 36 hours.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another duration and type a fresh code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS gives no session token in exchange for temporary keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GetSessionToken takes only the long-term access key of an IAM user, one that begins with AKIA.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit the profile and enter the user&apos;s own access key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The profile&apos;s session policy is too large for AWS.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS packs session policies and tags together, and the packed size has a limit of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit the profile and shorten the policy, or take it out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS cannot read the profile&apos;s session policy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is no valid IAM policy document. The details may name the place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit the profile and correct the policy, or take it out.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProfileDialog</name>
    <message>
        <source>Edit {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to get with the source&apos;s credentials, and the MFA device whose codes AWS asks for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your access key, what to get with it, and the MFA device whose codes AWS asks for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Import from AWS config files…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>such as reports-reader</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the AWS config files: its credentials assume the role.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Access key ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Access &amp;key ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The IAM user&apos;s own long-term key; it begins with AKIA.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Secret access key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sho&amp;w</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the secret access key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;ecret access key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the credentials are for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Credentials f&amp;or</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Through</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS gives a role that another role assumes for an hour at most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ARN of the role</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Role ARN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MFA device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look up your MFA devices at AWS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>M&amp;FA device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long the credentials last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Las&amp;ts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;gion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Session name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Under this name CloudTrail shows what the role did.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>External ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only where the role&apos;s trust policy asks for one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long the MFA session lasts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MFA session lasts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until then the role is renewed without another code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Session policy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A policy in JSON that narrows what the role may do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Hide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} if left empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the keyring already. Leave this empty to keep it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goes into the keyring and nowhere else.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProfileDoors</name>
    <message>
        <source>Remove profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove “{0}” from Hourpass?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its credentials are forgotten, and its access key leaves the keyring unless another profile uses it. Nothing changes at AWS.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProfileList</name>
    <message>
        <source>Profiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit profile…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove profile…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;MFA devices…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove from &amp;AWS…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProfilePage</name>
    <message>
        <source>What to see of this profile</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProfileTabs</name>
    <message>
        <source>&amp;Edit profile…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;move profile…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>M&amp;FA devices…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Codes b&amp;y Hourpass…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change access &amp;key…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove from A&amp;WS…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Buckets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use elsew&amp;here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acti&amp;vity</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Profiles</name>
    <message>
        <source>session token · {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>role {0} · {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>session token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>role {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>expired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, {1}, expired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, {1}, no credentials</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, {1}, {2} left</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Progress</name>
    <message>
        <source>AWS does not know the access key yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS does not know the new user yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS does not know it everywhere yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS does not know the new device yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the permission has not reached all of AWS yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS is still busy with an earlier change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS still sees something attached to it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS asks for a slower pace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS had a fault of its own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this computer seems to be offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS cannot be reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS did not answer in time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the secure connection could not be trusted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the proxy did not let it through</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>something else than AWS has answered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the answer was lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>under way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>being taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>left over</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Prompting</name>
    <message>
        <source>To get temporary credentials</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its credentials have expired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its credentials expire in {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Renew {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} needs a code</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Proof</name>
    <message>
        <source>Without a code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without a code: asking AWS…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without a code: refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without a code: let in. That must not be.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without a code: no answer that says anything</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProvePage</name>
    <message>
        <source>Prove that it works</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two tries with the access key: one without a code, which AWS must refuse, and one with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Then &amp;use it in the AWS CLI and SDKs, too: add it to the AWS config</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With a code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With a code: let in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listing your buckets…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>… and the others, in the main window</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QrView</name>
    <message>
        <source>QR code</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Removal</name>
    <message>
        <source>Access key {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MFA device {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inline policy {0} of the user</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Permission given to the role {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Policy {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Role {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>will be deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>being deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The user “{0}” is in the group “{1}”. Take it out of the group.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The policy “{1}” is attached to the user “{0}”. Detach it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The user “{0}” has an inline policy “{1}” of somebody else&apos;s. Delete it if nobody needs it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The user “{0}” can sign in to the console. Take its console access away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The policy “{1}” is attached to the role “{0}”. Detach it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The role “{0}” has an inline policy “{1}” of somebody else&apos;s. Delete it if nobody needs it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The role “{0}” is in the instance profile “{1}”. Take it out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The policy “{0}” is attached elsewhere too ({1}). Detach it there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS still sees something attached to it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS is still busy with an earlier change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS asks for a slower pace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS had a fault of its own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing that Hourpass made for this user was found in account {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At AWS everything is gone. This computer has not let go of all of it yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Account {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RemovalDialog</name>
    <message>
        <source>Stopping after the call that is under way…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo the setup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove from AWS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;ontinue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Sign in again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Look again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking what there is at AWS…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1} are gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1} are still there; the reasons stand beside them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is gone from AWS.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RemovePage</name>
    <message>
        <source>{0} is taken from the user {1}, and its codes open nothing any more. Its entry in the authenticator app can be deleted afterwards. Credentials that were got with it stay valid until they expire.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ResyncDialog</name>
    <message>
        <source>Resync the device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWS may remember a wrong time for this device. Type two codes in a row, and it measures that anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>Nothing has been changed yet. These calls will be made, in this order, when you press Create.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save the plan…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Review what will be created</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Used as it is: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <comment>an account&apos;s number and alias</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In account {0}, as {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved as {0}. The template leaves out the MFA device and the access key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved as {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RightsPanel</name>
    <message>
        <source>Copy the smallest policy that grants what is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on &amp;anyway; AWS has the last word</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on although permissions are missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cop&amp;y the smallest policy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>May do all that is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not check what these credentials may do. If something is missing, AWS says so while creating, and what was made by then can be taken back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enough for a session, but not for a role. For a role these are missing:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>May not do all that is needed. These permissions are missing:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Rotation</name>
    <message>
        <source>Make a new access key, and keep it in the keyring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait until AWS knows the new key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the profiles the new key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the old key inactive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete the old key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the old key active again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait until AWS takes the old key again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the profiles the old key back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete the new key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>under way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RotationDialog</name>
    <message>
        <source>This works where the user&apos;s policies let it manage its own access keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping after the call that is under way…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Use other credentials…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose again who makes the changes: an administrator, or the user itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take it b&amp;ack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key {0} is deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking AWS…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>D&amp;elete the old key now…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>D&amp;elete the key</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScanPage</name>
    <message>
        <source>Scan this with your authenticator app</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meanwhile a step has failed: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything else is ready.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meanwhile: {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SecretCard</name>
    <message>
        <source>Cop&amp;y</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the secret key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Secret key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time-based, for {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied for 30 seconds</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>No warnings ahead: you are told only when credentials have ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are warned {0} before credentials end, and told when they have.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, </source>
        <comment>between spans in a list</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are warned {0} and {1} before credentials end, and told when they have.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{0}” is not a whole number of minutes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is not between 1 and {1} minutes ({2}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a number of minutes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Otherwise they stay in the keyring, and are there again at the next start until they end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Otherwise they stay in the encrypted file, and are there again at the next start until they end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sandbox forgets them then in any case.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the keyring: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the keyring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In an encrypted file: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In memory only: they end with the sandbox</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At login</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget credentials</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Minutes before the end at which to warn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>minutes before credentials end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Warn me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start Hourpass when I &amp;log in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It waits in the tray, without a window, and brings back credentials that are still valid.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Long-term access keys always stay. Tools that were handed credentials keep theirs until AWS ends them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When Hourpass &amp;quits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When the screen is loc&amp;ked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After unlocking, a fresh code is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;After {0} minutes without keyboard or mouse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Minutes without keyboard or mouse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For a computer that is left alone without locking itself. A fresh code is needed then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After minutes without keyboard or mouse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Secrets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings file</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SetupDoors</name>
    <message>
        <source>The removal of “{0}” is unfinished.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on removing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The setup of “{0}” is unfinished.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish or undo…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SetupSteps</name>
    <message>
        <source>User {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Virtual MFA device {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Access key, kept in your system keyring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Role {0} that requires MFA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Permission given to the role {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting until AWS accepts the access key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device {0} registered with two codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Permission to list S3 buckets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Permission to list S3 buckets and their objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Permission to list S3 buckets and read their objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Permission to list S3 buckets with MFA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Permission to list S3 buckets and their objects with MFA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Permission to list S3 buckets and read their objects with MFA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MFA device {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Access key {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Role {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right to assume the role</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SetupWizard</name>
    <message>
        <source>Set up MFA access</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} — Hourpass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Credentials</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Create</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prove</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Asking AWS…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next code appears in %n s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press Enter to get the credentials.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StepTrail</name>
    <message>
        <source>Step {0} of {1}: {2}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StepsPage</name>
    <message>
        <source>Steps</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StrandedRowView</name>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete {0}, which was never registered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made by Hourpass and never registered: its QR code is lost. Delete it, unless it is being set up elsewhere just now.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TerminalCard</name>
    <message>
        <source>Variables for one shell, cleared from the clipboard after 30 s; or a new terminal that has them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This terminal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy variable&amp;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a ter&amp;minal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get credentials first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied. Paste them within 30 s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A terminal was opened.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Times</name>
    <message>
        <source>d MMMM yyyy</source>
        <comment>a date in full, as QLocale writes dates</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} h {1} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} {1}</source>
        <comment>hours, minutes</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tomorrow {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yesterday {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>a day of this year, as QLocale writes dates</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <comment>a day of another year, as QLocale writes dates</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} {1}</source>
        <comment>day, time</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, {1} {2}</source>
        <comment>date, time, time zone</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%Ln hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%Ln minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%Ln seconds</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ToolAnswers</name>
    <message>
        <source>Hourpass has no profile called {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The code for {0} was not given.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody typed a code for {0} within {1} s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The code was not sent.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Warnings muted until {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Mute warnings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open Hourpass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For 1 &amp;hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For &amp;today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Warn again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit and &amp;forget credentials</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} — expired · Get…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} — Get…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} — {1} · Renew…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hourpass — no credentials</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: {1} left</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrayManners</name>
    <message>
        <source>This desktop shows no tray icon, so Hourpass stays minimised to warn you. Ctrl+Q quits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Understood</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TwoCodes</name>
    <message>
        <source>First code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Second code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first code is right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Second code — your phone shows it now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Second code — appears in {0} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking AWS…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These two codes are too old by now. Type two new ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The code that follows the first one has passed. Type two new ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That code did not follow the first one, so it counts as the first now. Type the next one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the phone sets its time by itself, and that this is the entry for this device.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TypedKeys</name>
    <message>
        <source>Access key ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Secret access key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Session token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only with ASIA keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sho&amp;w</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the secret access key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>us-east-1 if left empty; China and GovCloud need theirs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Access &amp;key ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;ecret access key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Session &amp;token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;gion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Used for this only; never stored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;heck</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check these keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Hide</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UnfinishedDialog</name>
    <message>
        <source>Unfinished setup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The removal of “{0}” is unfinished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The setup of “{0}” is unfinished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part of it is still at AWS. You can go on removing it now, or later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part of it stands at AWS already. You can finish it now, or take back what was made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Account {0} · begun {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both need the administrator&apos;s credentials again; they are never stored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Go on removing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Finish the setup…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Start another one</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UnfinishedRotation</name>
    <message>
        <source>Unfinished change of a key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The change of “{0}”&apos;s access key was interrupted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Account {0} · begun {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Go on…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new key is in use. What is left of the old one can go now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was being taken back. The profiles work meanwhile; a second key stands at AWS.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The profiles work meanwhile; a second key may stand at AWS. You can finish the change, or take it back.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>VaultDialog</name>
    <message>
        <source>Open the encrypted file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where to keep secrets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It holds your access keys and sessions, because this computer has no keyring.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hourpass asks for its passphrase each time it starts. Nobody can recover a forgotten one: you would then enter your access keys again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An encrypted file instead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same passphrase again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use an encrypted &amp;file instead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Not now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Unlock the keyring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the &amp;encrypted file</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>VaultDoors</name>
    <message>
        <source>What can I do?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WarningNotes</name>
    <message>
        <source>{0} has expired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its credentials stopped working at {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} ends in {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its credentials work until {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It could not be renewed. {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} could not be renewed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hourpass stays in the tray</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It warns you before credentials end. Its menu has Quit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter code…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Renew now</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WhoPage</name>
    <message>
        <source>An &amp;administrator of the account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An administrator of the account makes the changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This &amp;user itself, with a code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This user makes the changes itself, with a code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hourpass made this user to assume its role and nothing more: this works only if somebody has allowed it more since.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This works where the user&apos;s policies let it care for its own devices. Without a code it may only look, and resync a device.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WithCard</name>
    <message>
        <source>A fresh code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send it &amp;again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Resync the device…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WithoutCard</name>
    <message>
        <source>&amp;Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Hide the answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What AWS &amp;said</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WizardFoot</name>
    <message>
        <source>&amp;Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Finish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Finish the setup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Create</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel and &amp;undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Workbench</name>
    <message>
        <source>Sandbox: a local AWS in which nothing is real.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show authenticator</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_SecondsRing</name>
    <message>
        <source>The next code appears in {0} s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
