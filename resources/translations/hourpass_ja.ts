<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Hourpass</source>
        <translation>Hourpass について</translation>
    </message>
    <message>
        <source>Diagnosis</source>
        <translation>診断</translation>
    </message>
    <message>
        <source>Hourpass sends nothing about you or your use to anyone; it talks only to AWS.</source>
        <translation>Hourpass は、利用者や使用状況に関する情報をどこにも送信しません。通信先は AWS だけです。</translation>
    </message>
    <message>
        <source>&amp;Copy for a report</source>
        <translation>レポート用にコピー(&amp;C)</translation>
    </message>
    <message>
        <source>Contains no secrets, but does name folders on this computer.</source>
        <translation>秘密情報は含まれません。このコンピュータのフォルダ名は含まれます。</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>閉じる(&amp;L)</translation>
    </message>
    <message>
        <source>Version {0} · MFA access to AWS from the desktop</source>
        <translation>バージョン {0} · デスクトップから MFA で AWS にアクセス</translation>
    </message>
    <message>
        <source>Free software under the MIT licence; Qt under the LGPL.</source>
        <translation>MIT ライセンスのフリーソフトウェアです (Qt は LGPL)。</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>コピーしました</translation>
    </message>
</context>
<context>
    <name>AccessKeys</name>
    <message>
        <source>Created today</source>
        <translation>今日作成</translation>
    </message>
    <message>
        <source>Created yesterday</source>
        <translation>昨日作成</translation>
    </message>
    <message>
        <source>Created %Ln days ago, on {0}</source>
        <translation>%Ln 日前に作成 ({0})</translation>
    </message>
    <message>
        <source>not used yet</source>
        <translation>未使用</translation>
    </message>
    <message>
        <source>last used {0}, for {1} in {2}</source>
        <translation>最終使用: {0} ({2} の {1})</translation>
    </message>
    <message>
        <source>last used {0}, for {1}</source>
        <translation>最終使用: {0} ({1})</translation>
    </message>
    <message>
        <source>last used {0}</source>
        <translation>最終使用: {0}</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>昨日</translation>
    </message>
    <message>
        <source>on {0}</source>
        <translation>{0}</translation>
    </message>
</context>
<context>
    <name>Activity</name>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>応答なし</translation>
    </message>
    <message>
        <source>Name not found</source>
        <translation>名前解決に失敗</translation>
    </message>
    <message>
        <source>Connection refused</source>
        <translation>接続拒否</translation>
    </message>
    <message>
        <source>Not reachable</source>
        <translation>接続不可</translation>
    </message>
    <message>
        <source>Timed out</source>
        <translation>タイムアウト</translation>
    </message>
    <message>
        <source>Certificate not trusted</source>
        <translation>信頼できない証明書</translation>
    </message>
    <message>
        <source>Proxy failed</source>
        <translation>プロキシエラー</translation>
    </message>
    <message>
        <source>Not AWS</source>
        <translation>AWS 以外の応答</translation>
    </message>
    <message>
        <source>Endpoint invalid</source>
        <translation>無効なエンドポイント</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>未送信</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒否</translation>
    </message>
</context>
<context>
    <name>ActivityModel</name>
    <message>
        <source>Time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>呼び出し</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>所要時間</translation>
    </message>
    <message>
        <source>Request ID</source>
        <translation>リクエスト ID</translation>
    </message>
</context>
<context>
    <name>ActivityTab</name>
    <message>
        <source>&amp;Copy</source>
        <translation>コピー(&amp;C)</translation>
    </message>
    <message>
        <source>Copy everything as text. It contains no secrets.</source>
        <translation>すべてをテキストとしてコピーします。秘密情報は含まれません。</translation>
    </message>
    <message>
        <source>What Hourpass asked of AWS, newest first. No secrets are kept here.</source>
        <translation>Hourpass が AWS に送信したリクエストです (新しい順)。秘密情報は記録されません。</translation>
    </message>
    <message>
        <source>No requests to AWS yet. Each call and its answer will appear here.</source>
        <translation>AWS へのリクエストはまだありません。呼び出しとその応答がここに表示されます。</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>コピーしました</translation>
    </message>
    <message>
        <source>The selected call&apos;s answer</source>
        <translation>選択した呼び出しの応答</translation>
    </message>
</context>
<context>
    <name>ActivityTable</name>
    <message>
        <source>Activity</source>
        <translation>アクティビティ</translation>
    </message>
</context>
<context>
    <name>AddPage</name>
    <message>
        <source>&amp;Authenticator app on a phone or computer</source>
        <translation>スマートフォンまたはコンピュータの認証アプリ(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Hardware token that shows six digits</source>
        <translation>6 桁の数字を表示するハードウェアトークン(&amp;H)</translation>
    </message>
    <message>
        <source>Name of the new device</source>
        <translation>新しいデバイスの名前</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名前(&amp;N)</translation>
    </message>
    <message>
        <source>Your phone shows this name. With the user&apos;s name first, you can tell its codes from others.</source>
        <translation>スマートフォンに表示される名前です。先頭にユーザー名を付けると、他のコードと見分けやすくなります。</translation>
    </message>
    <message>
        <source>Serial number of the token</source>
        <translation>トークンのシリアル番号</translation>
    </message>
    <message>
        <source>&amp;Serial number</source>
        <translation>シリアル番号(&amp;S)</translation>
    </message>
    <message>
        <source>It is printed on the back of the token.</source>
        <translation>トークンの裏面に記載されています。</translation>
    </message>
    <message>
        <source>Passkeys and security keys such as a YubiKey have no codes that AWS accepts for credentials. Register them in the IAM console, to sign in there.</source>
        <translation>パスキーや、YubiKey などのセキュリティキーでは、認証情報の取得に使えるコードが生成されません。コンソールへのサインインに使う場合は、IAM コンソールで登録してください。</translation>
    </message>
    <message>
        <source>{0} keeps working until AWS has accepted a code from the new phone. Then your profiles switch over, and {0} is removed. Credentials you already have stay valid until they expire.</source>
        <translation>{0} は、新しいスマートフォンのコードが AWS で受け付けられることを確認できるまで使えます。その後、プロファイルが新しいデバイスに切り替わり、{0} は削除されます。取得済みの認証情報は有効期限まで使えます。</translation>
    </message>
    <message>
        <source>Hourpass then stops generating codes; you can let it generate those of the new device.</source>
        <translation>その時点で Hourpass によるコードの自動生成は停止します。新しいデバイスのコードを自動生成することもできます。</translation>
    </message>
</context>
<context>
    <name>AdminAgain</name>
    <message>
        <source>Sign in again to continue</source>
        <translation>続行するには再度サインインが必要です</translation>
    </message>
    <message>
        <source>{0} Choose credentials for account {1}; what was created so far is kept.</source>
        <comment>what is wrong</comment>
        <translation>{0}アカウント {1} の認証情報を選択してください。これまでに作成したものはそのまま残ります。</translation>
    </message>
    <message>
        <source>&amp;Not now</source>
        <translation>今はしない(&amp;N)</translation>
    </message>
    <message>
        <source>C&amp;ontinue</source>
        <translation>続行(&amp;O)</translation>
    </message>
</context>
<context>
    <name>AdminChooser</name>
    <message>
        <source>Whose credentials to use</source>
        <translation>使用する認証情報</translation>
    </message>
    <message>
        <source>&amp;Credentials of</source>
        <translation>使用する認証情報(&amp;C)</translation>
    </message>
    <message>
        <source>Check a&amp;gain</source>
        <translation>再確認(&amp;G)</translation>
    </message>
    <message>
        <source>Check the chosen credentials again</source>
        <translation>選択した認証情報を再確認</translation>
    </message>
    <message>
        <source>Code from the profile&apos;s own MFA device</source>
        <translation>プロファイルの MFA デバイスのコード</translation>
    </message>
    <message>
        <source>Asking AWS whose credentials these are…</source>
        <translation>認証情報の所有者を AWS に確認しています…</translation>
    </message>
    <message>
        <source>This profile asks for a code from {0}:</source>
        <translation>このプロファイルには {0} のコードが必要です:</translation>
    </message>
    <message>
        <source>This profile asks for a code from its own MFA device:</source>
        <translation>このプロファイルの MFA デバイスのコードが必要です:</translation>
    </message>
</context>
<context>
    <name>AdminPage</name>
    <message>
        <source>&amp;Leave the role where it is</source>
        <translation>ロールを削除せずに残す(&amp;L)</translation>
    </message>
    <message>
        <source>Leave the role where it is</source>
        <translation>ロールを削除せずに残す</translation>
    </message>
</context>
<context>
    <name>Administrators</name>
    <message>
        <source>Keys in this shell&apos;s environment</source>
        <translation>シェルの環境変数にあるキー</translation>
    </message>
    <message>
        <source>Type access keys…</source>
        <translation>アクセスキーを入力…</translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation>{0} ({1})</translation>
    </message>
    <message>
        <source>access keys</source>
        <translation>アクセスキー</translation>
    </message>
    <message>
        <source>role</source>
        <translation>ロール</translation>
    </message>
    <message>
        <source>IAM Identity Center</source>
        <translation>IAM Identity Center</translation>
    </message>
    <message>
        <source>external program</source>
        <translation>外部プログラム</translation>
    </message>
    <message>
        <source>AWS config file</source>
        <translation>AWS 設定ファイル</translation>
    </message>
    <message>
        <source>{0} in {1}</source>
        <translation>アカウント {1} の {0}</translation>
    </message>
    <message>
        <source>Role {0} (session {1}) in {2}</source>
        <translation>アカウント {2} のロール {0} (セッション {1})</translation>
    </message>
    <message>
        <source>Fill this in.</source>
        <translation>入力してください。</translation>
    </message>
    <message>
        <source>It contains a space or line break. Copy it again.</source>
        <translation>途中にスペースまたは改行があります。もう一度コピーしてください。</translation>
    </message>
    <message>
        <source>ASIA keys are temporary: AWS needs their session token too.</source>
        <translation>ASIA で始まるキーは一時的なもので、セッショントークンも必要です。</translation>
    </message>
    <message>
        <source>AKIA keys have no session token. Leave this empty.</source>
        <translation>AKIA で始まるキーにセッショントークンはありません。空のままにしてください。</translation>
    </message>
    <message>
        <source>The account has reached its limit of users. Use an existing one, or request a higher quota.</source>
        <translation>アカウントのユーザー数が上限に達しています。既存のユーザーを使用するか、クォータの引き上げをリクエストしてください。</translation>
    </message>
    <message>
        <source>The account has reached its limit of roles. Use an existing one, or choose a session instead.</source>
        <translation>アカウントのロール数が上限に達しています。既存のロールを使用するか、代わりにセッションを選択してください。</translation>
    </message>
    <message>
        <source>The account has reached its limit of policies. Choose a session, or request a higher quota.</source>
        <translation>アカウントのポリシー数が上限に達しています。セッションを選択するか、クォータの引き上げをリクエストしてください。</translation>
    </message>
    <message>
        <source>The account&apos;s quota of {0} is used up.</source>
        <translation>アカウントのクォータ {0} の上限に達しました。</translation>
    </message>
</context>
<context>
    <name>Application</name>
    <message>
        <source>Hourpass — Sandbox</source>
        <translation>Hourpass — サンドボックス</translation>
    </message>
    <message>
        <source>Sandbox</source>
        <translation>サンドボックス</translation>
    </message>
    <message>
        <source>Starting the sandbox…</source>
        <translation>サンドボックスを起動しています…</translation>
    </message>
</context>
<context>
    <name>Authenticator</name>
    <message>
        <source>Authenticator</source>
        <translation>認証アプリ</translation>
    </message>
    <message>
        <source>&amp;Copy code</source>
        <translation>コードをコピー(&amp;C)</translation>
    </message>
    <message>
        <source>Scan this with an authenticator app; both then show the same codes.</source>
        <translation>認証アプリでスキャンすると、両方に同じコードが表示されます。</translation>
    </message>
    <message>
        <source>Stands in for your phone, in the sandbox only.</source>
        <translation>サンドボックス内でのみ、スマートフォンの代わりになります。</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>コピーしました</translation>
    </message>
    <message>
        <source>&amp;Hide the QR code</source>
        <translation>QR コードを非表示(&amp;H)</translation>
    </message>
    <message>
        <source>Use my &amp;phone instead</source>
        <translation>自分のスマートフォンを使用(&amp;P)</translation>
    </message>
</context>
<context>
    <name>BucketMessage</name>
    <message>
        <source>Buckets</source>
        <translation>バケット</translation>
    </message>
    <message>
        <source>Buckets appear here once you have credentials.</source>
        <translation>認証情報を取得すると、ここにバケットが表示されます。</translation>
    </message>
    <message>
        <source>Everything works, there is just nothing to show. Buckets created elsewhere will appear here.</source>
        <translation>取得は成功しましたが、表示するバケットがありません。別の場所で作成したバケットもここに表示されます。</translation>
    </message>
    <message>
        <source>This account has no buckets</source>
        <translation>このアカウントにはバケットがありません</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>もう一度確認</translation>
    </message>
    <message>
        <source>List again</source>
        <translation>もう一度取得</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>もう一度試す</translation>
    </message>
    <message>
        <source>Asking AWS for the buckets…</source>
        <translation>AWS からバケットを取得しています…</translation>
    </message>
    <message>
        <source>No bucket name contains “{0}”.</source>
        <translation>名前に「{0}」を含むバケットはありません。</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>絞り込みを解除</translation>
    </message>
</context>
<context>
    <name>BucketModel</name>
    <message>
        <source>Bucket</source>
        <translation>バケット</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>リージョン</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>作成日</translation>
    </message>
</context>
<context>
    <name>BucketNotice</name>
    <message>
        <source>{0} saved to {1}.</source>
        <translation>{0}の一覧を {1} に保存しました。</translation>
    </message>
</context>
<context>
    <name>BucketTab</name>
    <message>
        <source>Filter buckets</source>
        <translation>バケットの絞り込み</translation>
    </message>
    <message>
        <source>Filter buckets…</source>
        <translation>絞り込み…</translation>
    </message>
    <message>
        <source>Save the buckets shown as a CSV file</source>
        <translation>表示中のバケットを CSV ファイルに保存</translation>
    </message>
    <message>
        <source>Export buckets</source>
        <translation>バケットをエクスポート</translation>
    </message>
    <message>
        <source>{0} buckets</source>
        <translation>{0} のバケット</translation>
    </message>
</context>
<context>
    <name>BucketTable</name>
    <message>
        <source>Buckets</source>
        <translation>バケット</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>開く(&amp;O)</translation>
    </message>
    <message>
        <source>Copy &amp;names</source>
        <translation>名前をコピー(&amp;N)</translation>
    </message>
    <message>
        <source>Copy &amp;name</source>
        <translation>名前をコピー(&amp;N)</translation>
    </message>
    <message>
        <source>Copy &amp;ARNs</source>
        <translation>ARN をコピー(&amp;A)</translation>
    </message>
    <message>
        <source>Copy &amp;ARN</source>
        <translation>ARN をコピー(&amp;A)</translation>
    </message>
    <message>
        <source>Copy as &amp;CSV rows</source>
        <translation>CSV 行としてコピー(&amp;C)</translation>
    </message>
    <message>
        <source>Copy as &amp;CSV row</source>
        <translation>CSV 行としてコピー(&amp;C)</translation>
    </message>
    <message>
        <source>Sort by na&amp;me</source>
        <translation>名前で並べ替え(&amp;M)</translation>
    </message>
    <message>
        <source>Sort by &amp;region</source>
        <translation>リージョンで並べ替え(&amp;R)</translation>
    </message>
    <message>
        <source>Sort by &amp;date</source>
        <translation>作成日で並べ替え(&amp;D)</translation>
    </message>
</context>
<context>
    <name>Buckets</name>
    <message>
        <source>1 bucket</source>
        <translation>バケット 1 個</translation>
    </message>
    <message>
        <source>%Ln buckets</source>
        <translation>バケット %Ln 個</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <comment>3 of 6 buckets</comment>
        <translation>{1}中 {0} 個</translation>
    </message>
    <message>
        <source>%Ln</source>
        <comment>a number</comment>
        <translation>%Ln</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>読み込み中…</translation>
    </message>
    <message>
        <source>Loading… {0}</source>
        <comment>how many so far</comment>
        <translation>読み込み中… {0}</translation>
    </message>
    <message>
        <source>{0} so far</source>
        <comment>1,000 buckets so far</comment>
        <translation>{0} (途中まで)</translation>
    </message>
    <message>
        <source>Stopped before any buckets arrived.</source>
        <translation>バケットを取得する前に停止しました。</translation>
    </message>
    <message>
        <source>Stopped. There may be more buckets than this one.</source>
        <translation>停止しました。この 1 個の他にもバケットがある可能性があります。</translation>
    </message>
    <message>
        <source>Stopped. There may be more than these {0}.</source>
        <translation>停止しました。この{0}の他にもある可能性があります。</translation>
    </message>
</context>
<context>
    <name>ChangeDialog</name>
    <message>
        <source>Name for other tools</source>
        <translation>他のツールでの名前</translation>
    </message>
    <message>
        <source>Then run</source>
        <translation>書き込み後に実行</translation>
    </message>
    <message>
        <source>The change, line by line</source>
        <translation>変更内容 (行ごとの差分)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>The file is like that already: there is nothing to change.</source>
        <translation>ファイルはすでにこの内容です。変更するものはありません。</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>書き込み中…</translation>
    </message>
    <message>
        <source>&amp;Name for other tools</source>
        <translation>他のツールでの名前(&amp;N)</translation>
    </message>
</context>
<context>
    <name>CliArgparse</name>
    <message>
        <source>usage: </source>
        <translation>使い方: </translation>
    </message>
    <message>
        <source>argument %(argument_name)s: %(message)s</source>
        <translation>引数 %(argument_name)s: %(message)s</translation>
    </message>
    <message>
        <source>unrecognized arguments: %s</source>
        <translation>認識できない引数です: %s</translation>
    </message>
    <message>
        <source>the following arguments are required: %s</source>
        <translation>次の引数が必要です: %s</translation>
    </message>
    <message>
        <source>expected one argument</source>
        <translation>値を 1 つ指定してください</translation>
    </message>
    <message>
        <source>invalid choice: %(value)r (choose from %(choices)s)</source>
        <translation>%(value)r は指定できません (次から選択: %(choices)s)</translation>
    </message>
    <message>
        <source>ignored explicit argument %r</source>
        <translation>値は指定できません: %r</translation>
    </message>
    <message>
        <source>ambiguous option: %(option)s could match %(matches)s</source>
        <translation>オプション %(option)s があいまいです (候補: %(matches)s)</translation>
    </message>
</context>
<context>
    <name>CliHelp</name>
    <message>
        <source>MFA access to AWS from the desktop.</source>
        <translation>デスクトップから MFA を使って AWS にアクセスします。</translation>
    </message>
    <message>
        <source>use the embedded local AWS: no account, no network</source>
        <translation>内蔵のローカル AWS を使用 (アカウントもネットワークも不要)</translation>
    </message>
    <message>
        <source>start in the tray, without a window</source>
        <translation>ウィンドウを開かずにトレイで起動</translation>
    </message>
    <message>
        <source>choose the profile of that name</source>
        <translation>この名前のプロファイルを選択</translation>
    </message>
    <message>
        <source>MFA access to AWS, for scripts and terminals.</source>
        <translation>スクリプトやターミナルから MFA を使って AWS にアクセスします。</translation>
    </message>
    <message>
        <source>talk to the app running in its sandbox</source>
        <translation>サンドボックスで実行中のアプリに接続</translation>
    </message>
    <message>
        <source>its name in Hourpass; hourpass-cli profiles lists them</source>
        <translation>Hourpass でのプロファイル名 (一覧: hourpass-cli profiles)</translation>
    </message>
    <message>
        <source>print the JSON of credential_process</source>
        <translation>credential_process 形式の JSON を出力</translation>
    </message>
    <message>
        <source>run a command with the AWS variables set</source>
        <translation>AWS の環境変数を設定してコマンドを実行</translation>
    </message>
    <message>
        <source>print the AWS variables as assignments for a shell</source>
        <translation>AWS の環境変数をシェルの代入文として出力</translation>
    </message>
    <message>
        <source>how many seconds to wait for a code (%(default)g)</source>
        <translation>コードの入力を待つ秒数 (デフォルト: %(default)g)</translation>
    </message>
    <message>
        <source>serve fresh credentials to the command for as long as it runs</source>
        <translation>コマンドの実行中、新しい認証情報を提供し続ける</translation>
    </message>
    <message>
        <source>which shell to print assignments for (default: your own)</source>
        <translation>代入文を出力するシェル (省略時は使用中のシェル)</translation>
    </message>
    <message>
        <source>list the profiles</source>
        <translation>プロファイルを一覧表示</translation>
    </message>
    <message>
        <source>as JSON</source>
        <translation>JSON で出力</translation>
    </message>
    <message>
        <source>get credentials with a code typed in the terminal</source>
        <translation>ターミナルでコードを入力して認証情報を取得</translation>
    </message>
    <message>
        <source>read the code from standard input</source>
        <translation>コードを標準入力から読み取る</translation>
    </message>
    <message>
        <source>run the embedded AWS alone until interrupted</source>
        <translation>内蔵の AWS だけを、中断されるまで実行</translation>
    </message>
    <message>
        <source>Runs the embedded AWS alone until interrupted, and prints how to reach it as shell assignments.</source>
        <translation>内蔵の AWS だけを、中断されるまで実行します。接続方法はシェルの代入文として出力します。</translation>
    </message>
    <message>
        <source>with --sandbox: the practice device&apos;s current code</source>
        <translation>--sandbox と併用: 練習用デバイスの現在のコードを出力</translation>
    </message>
    <message>
        <source>positional arguments</source>
        <translation>位置引数</translation>
    </message>
    <message>
        <source>options</source>
        <translation>オプション</translation>
    </message>
    <message>
        <source>show this help message and exit</source>
        <translation>このヘルプを表示して終了</translation>
    </message>
    <message>
        <source>show program&apos;s version number and exit</source>
        <translation>バージョンを表示して終了</translation>
    </message>
</context>
<context>
    <name>CliLogin</name>
    <message>
        <source>Hourpass did not answer in time. Look at its window before you type another code.</source>
        <translation>Hourpass から時間内に応答がありませんでした。別のコードを入力する前に、Hourpass のウィンドウを確認してください。</translation>
    </message>
    <message>
        <source>There is no terminal to ask on; --code-stdin reads a code.</source>
        <translation>コードを入力できるターミナルがありません。--code-stdin を使うと、標準入力からコードを読み取ります。</translation>
    </message>
    <message>
        <source>AWS accepted it, but the credentials could not be stored. {reason}</source>
        <translation>コードは AWS で受け付けられましたが、認証情報を保存できませんでした。{reason}</translation>
    </message>
    <message>
        <source>{profile}: valid until {time}</source>
        <translation>{profile}: {time} まで有効</translation>
    </message>
</context>
<context>
    <name>CliMessage</name>
    <message>
        <source>it seems to be running already, but does not answer</source>
        <translation>すでに実行中のようですが、応答がありません</translation>
    </message>
    <message>
        <source>Hourpass cannot be started: {reason}.</source>
        <translation>Hourpass を起動できません ({reason})。</translation>
    </message>
    <message>
        <source>Hourpass was started, but does not answer.</source>
        <translation>Hourpass を起動しましたが、応答がありません。</translation>
    </message>
    <message>
        <source>Hourpass was started to ask, but quit at once: {reason}</source>
        <translation>入力を求めるために Hourpass を起動しましたが、すぐに終了しました: {reason}</translation>
    </message>
    <message>
        <source>Hourpass was started to ask, but quit at once without saying why.</source>
        <translation>入力を求めるために Hourpass を起動しましたが、すぐに終了しました。理由は出力されていません。</translation>
    </message>
    <message>
        <source>Nothing was printed: the value of {variable} cannot be written for this shell.</source>
        <translation>{variable} の値をこのシェルの形式では表せないため、何も出力しませんでした。</translation>
    </message>
    <message>
        <source>These variables take precedence over the credentials; unset them: {variables}</source>
        <translation>次の環境変数はこの認証情報より優先されます。解除してください: {variables}</translation>
    </message>
    <message>
        <source>the default section of {path} would take precedence over --server, so the command does not see that file</source>
        <translation>{path} の default セクションは --server より優先されるため、コマンドからこのファイルが見えないようにしています</translation>
    </message>
    <message>
        <source>Hourpass answered: {answer}.</source>
        <translation>Hourpass からの応答: {answer}</translation>
    </message>
    <message>
        <source>Hourpass gave an answer that cannot be understood here.</source>
        <translation>Hourpass からの応答を解釈できません。</translation>
    </message>
    <message>
        <source>No code was typed.</source>
        <translation>コードが入力されませんでした。</translation>
    </message>
    <message>
        <source>Hourpass is not running in its sandbox; start it with: {command}</source>
        <translation>Hourpass がサンドボックスで実行されていません。次のコマンドで起動してください: {command}</translation>
    </message>
    <message>
        <source>Hourpass has no profile called {profile}. `{command}` lists them.</source>
        <translation>Hourpass に {profile} というプロファイルはありません。`{command}` で一覧を表示できます。</translation>
    </message>
    <message>
        <source>Hourpass has no profile called {profile}. `{command}` lists them, and `{sandbox}` the sandbox&apos;s.</source>
        <translation>Hourpass に {profile} というプロファイルはありません。`{command}` で一覧を表示できます。サンドボックスのプロファイルは `{sandbox}` で確認できます。</translation>
    </message>
    <message>
        <source>Hourpass finds no profile called {profile}, because {path} is damaged: start Hourpass.</source>
        <translation>{path} が破損しているため、プロファイル {profile} が見つかりません。Hourpass を起動してください。</translation>
    </message>
    <message>
        <source>{profile} needs an MFA code and there is nobody to ask: start Hourpass, or run: {command}</source>
        <translation>{profile} には MFA コードが必要ですが、入力を求める手段がありません。Hourpass を起動するか、次のコマンドを実行してください: {command}</translation>
    </message>
    <message>
        <source>{profile} needs an MFA code; in another terminal, run: {command}</source>
        <translation>{profile} には MFA コードが必要です。別のターミナルで次のコマンドを実行してください: {command}</translation>
    </message>
    <message>
        <source>The secrets are in an encrypted file: start Hourpass.</source>
        <translation>秘密情報は暗号化ファイルに保存されています。Hourpass を起動してください。</translation>
    </message>
    <message>
        <source>Standard output cannot be written: {reason}.</source>
        <translation>標準出力に書き込めません ({reason})。</translation>
    </message>
    <message>
        <source>Standard output cannot be written: it is closed.</source>
        <translation>標準出力が閉じられているため、書き込めません。</translation>
    </message>
    <message>
        <source>{command}: command not found</source>
        <translation>{command}: コマンドが見つかりません</translation>
    </message>
    <message>
        <source>Hourpass failed while getting credentials.</source>
        <translation>Hourpass で認証情報の取得中にエラーが発生しました。</translation>
    </message>
    <message>
        <source>Waiting for Hourpass: it may be asking for a code for {profile}.</source>
        <translation>Hourpass の応答を待っています。Hourpass が {profile} のコードの入力を求めている可能性があります。</translation>
    </message>
</context>
<context>
    <name>CliProblem</name>
    <message>
        <source>AWS did not accept that code. Wait for the next one.</source>
        <translation>コードが AWS に拒否されました。次のコードが表示されるまで待ってください。</translation>
    </message>
    <message>
        <source>That code was already sent, and AWS accepts each only once. Wait for the next one.</source>
        <translation>このコードは送信済みです。AWS で使えるのは 1 回だけです。次のコードが表示されるまで待ってください。</translation>
    </message>
    <message>
        <source>A code has six digits.</source>
        <translation>コードは 6 桁の数字です。</translation>
    </message>
    <message>
        <source>A code from the MFA device is needed.</source>
        <translation>MFA デバイスのコードが必要です。</translation>
    </message>
    <message>
        <source>AWS does not know this MFA device as one of the user&apos;s.</source>
        <translation>この MFA デバイスは、AWS でこのユーザーのものとして認識されません。</translation>
    </message>
    <message>
        <source>Too many codes were tried. Wait three minutes.</source>
        <translation>コードの試行回数が多すぎます。3 分待ってください。</translation>
    </message>
    <message>
        <source>AWS does not let this user assume the role.</source>
        <translation>AWS が、このユーザーによるロールの引き受けを拒否しました。</translation>
    </message>
    <message>
        <source>AWS does not know the access key, or it is inactive.</source>
        <translation>アクセスキーが AWS で認識されないか、非アクティブです。</translation>
    </message>
    <message>
        <source>The secret access key does not belong to the access key ID.</source>
        <translation>シークレットアクセスキーがアクセスキー ID と一致しません。</translation>
    </message>
    <message>
        <source>The credentials have expired. Ask again.</source>
        <translation>認証情報の有効期限が切れました。もう一度取得してください。</translation>
    </message>
    <message>
        <source>These are the account&apos;s root keys, which may not assume roles. Use an IAM user&apos;s.</source>
        <translation>アカウントのルートユーザーのキーでは、ロールを引き受けられません。IAM ユーザーのキーを使用してください。</translation>
    </message>
    <message>
        <source>The profile asks for longer than the role allows. Edit its duration in Hourpass.</source>
        <translation>プロファイルで指定した有効期間が、ロールで許可されている長さを超えています。Hourpass で有効期間を編集してください。</translation>
    </message>
    <message>
        <source>A role that another role assumes lasts an hour at most. Edit the profile in Hourpass.</source>
        <translation>別のロールから引き受けるロールのセッションは、最大 1 時間です。Hourpass でプロファイルを編集してください。</translation>
    </message>
    <message>
        <source>AWS does not issue credentials for that long. Edit the profile in Hourpass.</source>
        <translation>AWS では、その有効期間の認証情報を取得できません。Hourpass でプロファイルを編集してください。</translation>
    </message>
    <message>
        <source>The profile&apos;s keys are temporary, which AWS does not accept here.</source>
        <translation>プロファイルのキーは一時的なものです。この操作に一時的なキーは使えません。</translation>
    </message>
    <message>
        <source>The profile&apos;s session policy is too large. Edit the profile in Hourpass.</source>
        <translation>プロファイルのセッションポリシーが大きすぎます。Hourpass でプロファイルを編集してください。</translation>
    </message>
    <message>
        <source>The profile&apos;s session policy is not a valid policy. Edit the profile in Hourpass.</source>
        <translation>プロファイルのセッションポリシーが有効なポリシーではありません。Hourpass でプロファイルを編集してください。</translation>
    </message>
    <message>
        <source>Sign in to its source first: aws sso login --profile {profile}</source>
        <translation>先に、取得元のプロファイルにサインインしてください: aws sso login --profile {profile}</translation>
    </message>
    <message>
        <source>The AWS profile {profile}, its source of credentials, provides none. {detail}</source>
        <translation>認証情報の取得元である AWS プロファイル {profile} から、認証情報を取得できませんでした。{detail}</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is wrong. Set it, then try again.</source>
        <translation>このコンピュータの時計がずれています。時刻を合わせてから、もう一度試してください。</translation>
    </message>
    <message>
        <source>AWS is limiting requests. Try again in a moment.</source>
        <translation>AWS のリクエスト制限 (スロットリング) に達しました。しばらくしてから、もう一度試してください。</translation>
    </message>
    <message>
        <source>AWS was not found: is there a network?</source>
        <translation>AWS の名前を解決できません。ネットワーク接続を確認してください。</translation>
    </message>
    <message>
        <source>AWS cannot be reached: is there a network?</source>
        <translation>AWS に接続できません。ネットワーク接続を確認してください。</translation>
    </message>
    <message>
        <source>The connection to AWS was refused.</source>
        <translation>AWS への接続が拒否されました。</translation>
    </message>
    <message>
        <source>AWS did not answer in time.</source>
        <translation>AWS から時間内に応答がありませんでした。</translation>
    </message>
    <message>
        <source>The connection to AWS could not be secured. If your network has its own certificates, set AWS_CA_BUNDLE.</source>
        <translation>AWS との接続の安全性を確認できませんでした。ネットワークに独自の証明書がある場合は、AWS_CA_BUNDLE を設定してください。</translation>
    </message>
    <message>
        <source>The proxy did not let the request through.</source>
        <translation>プロキシ経由でリクエストを送信できませんでした。</translation>
    </message>
    <message>
        <source>Something other than AWS answered: a proxy or a sign-in page of the network?</source>
        <translation>AWS 以外から応答がありました。プロキシ、またはネットワークのサインインページの可能性があります。</translation>
    </message>
    <message>
        <source>No keyring answers here, so the access key cannot be read: start Hourpass.</source>
        <translation>応答するキーリングがないため、アクセスキーを読み取れません。Hourpass を起動してください。</translation>
    </message>
    <message>
        <source>The keyring is locked. Unlock it, or start Hourpass.</source>
        <translation>キーリングがロックされています。ロックを解除するか、Hourpass を起動してください。</translation>
    </message>
    <message>
        <source>The keyring here would keep secrets in plain text, so Hourpass does not use it: start Hourpass.</source>
        <translation>このキーリングでは秘密情報が平文で保存されるため、Hourpass は使用しません。Hourpass を起動してください。</translation>
    </message>
    <message>
        <source>The keyring refused: start Hourpass to see why.</source>
        <translation>キーリングの操作に失敗しました。Hourpass を起動して原因を確認してください。</translation>
    </message>
    <message>
        <source>The passphrase does not open the encrypted file.</source>
        <translation>このパスフレーズでは暗号化ファイルを開けません。</translation>
    </message>
    <message>
        <source>The encrypted file is damaged.</source>
        <translation>暗号化ファイルが破損しています。</translation>
    </message>
    <message>
        <source>The access key of this profile is not in the keyring. Edit the profile in Hourpass to enter it.</source>
        <translation>このプロファイルのアクセスキーがキーリングにありません。Hourpass でプロファイルを編集して入力してください。</translation>
    </message>
    <message>
        <source>The disk is full: {path} could not be written.</source>
        <translation>ディスクの空き容量がないため、{path} に書き込めませんでした。</translation>
    </message>
    <message>
        <source>{path} is read-only.</source>
        <translation>{path} は読み取り専用です。</translation>
    </message>
    <message>
        <source>{path} cannot be used. Does it belong to someone else?</source>
        <translation>{path} を使用できません。所有者が別のユーザーでないか確認してください。</translation>
    </message>
    <message>
        <source>{sentence} ({details})</source>
        <translation>{sentence} ({details})</translation>
    </message>
    <message>
        <source>That did not work: {reason}.</source>
        <translation>失敗しました ({reason})。</translation>
    </message>
</context>
<context>
    <name>CliProfiles</name>
    <message>
        <source>role</source>
        <translation>ロール</translation>
    </message>
    <message>
        <source>role-through-session</source>
        <translation>ロール (MFA セッション経由)</translation>
    </message>
    <message>
        <source>session</source>
        <translation>セッショントークン</translation>
    </message>
    <message>
        <source>valid</source>
        <translation>有効</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>期限切れ</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>There are no profiles yet. Start Hourpass to add one.</source>
        <translation>プロファイルがまだありません。Hourpass を起動して追加してください。</translation>
    </message>
    <message>
        <source>{path} is damaged, so profiles may be missing: start Hourpass.</source>
        <translation>{path} が破損しているため、一部のプロファイルが表示されない可能性があります。Hourpass を起動してください。</translation>
    </message>
</context>
<context>
    <name>CliQuestion</name>
    <message>
        <source>Another command is asking for a code from {device}: type it there.</source>
        <translation>別のコマンドが {device} のコードの入力を待っています。そちらで入力してください。</translation>
    </message>
    <message>
        <source>AWS accepts each code once, and the current one was already sent. Wait for the next one.</source>
        <translation>現在のコードは送信済みです。AWS で各コードを使えるのは 1 回だけです。次のコードが表示されるまで待ってください。</translation>
    </message>
    <message>
        <source>MFA code from {device} for {profile}: </source>
        <translation>{profile} の MFA コード ({device}): </translation>
    </message>
    <message>
        <source>Nobody typed a code for {profile} within {seconds} s.</source>
        <translation>{seconds} 秒以内に {profile} のコードが入力されませんでした。</translation>
    </message>
    <message>
        <source>The secrets are in an encrypted file, and there is no terminal to ask for its passphrase: start Hourpass.</source>
        <translation>秘密情報は暗号化ファイルに保存されていますが、パスフレーズを入力できるターミナルがありません。Hourpass を起動してください。</translation>
    </message>
    <message>
        <source>Another command is asking for the passphrase: type it there.</source>
        <translation>別のコマンドがパスフレーズの入力を待っています。そちらで入力してください。</translation>
    </message>
    <message>
        <source>Passphrase of Hourpass&apos;s encrypted file: </source>
        <translation>Hourpass の暗号化ファイルのパスフレーズ: </translation>
    </message>
</context>
<context>
    <name>CliSandbox</name>
    <message>
        <source>The sandbox is running; stop it with Ctrl+C.</source>
        <translation>サンドボックスを実行中です。停止するには Ctrl+C を押してください。</translation>
    </message>
    <message>
        <source>The sandbox cannot listen on port {port}: {reason}</source>
        <translation>サンドボックスをポート {port} で起動できません: {reason}</translation>
    </message>
    <message>
        <source>The device of {profile} is not one of the sandbox&apos;s practice devices.</source>
        <translation>{profile} のデバイスは、サンドボックスの練習用デバイスではありません。</translation>
    </message>
    <message>
        <source>The sandbox needs some more packages: pip install &apos;hourpass[sandbox]&apos;</source>
        <translation>サンドボックスには追加のパッケージが必要です: pip install &apos;hourpass[sandbox]&apos;</translation>
    </message>
    <message>
        <source>a port is a number up to 65535</source>
        <translation>ポートは 65535 以下の数値で指定してください</translation>
    </message>
    <message>
        <source>give a number from 0 to 1000000</source>
        <translation>0 から 1000000 までの数を指定してください</translation>
    </message>
    <message>
        <source>give seconds from 0 to 31536000</source>
        <translation>0 から 31536000 までの秒数を指定してください</translation>
    </message>
    <message>
        <source>listen on this port (default: any free one)</source>
        <translation>このポートで待ち受け (デフォルト: 空いているポート)</translation>
    </message>
    <message>
        <source>seconds until a change takes effect (default: 2 to 6, as on AWS)</source>
        <translation>変更の反映までの秒数 (デフォルト: AWS と同じ 2～6 秒)</translation>
    </message>
    <message>
        <source>end every session after this many seconds</source>
        <translation>すべてのセッションをこの秒数で終了</translation>
    </message>
    <message>
        <source>make this many more buckets</source>
        <translation>追加で作成するバケットの数</translation>
    </message>
    <message>
        <source>put this many objects below archive/ in acme-data-lake-raw</source>
        <translation>acme-data-lake-raw の archive/ に置くオブジェクトの数</translation>
    </message>
</context>
<context>
    <name>CliUsage</name>
    <message>
        <source>only the sandbox has a device that can show its code: hourpass-cli --sandbox code PROFILE</source>
        <translation>コードを表示できるデバイスはサンドボックスにしかありません: hourpass-cli --sandbox code PROFILE</translation>
    </message>
    <message>
        <source>a command is needed; hourpass-cli --help lists them</source>
        <translation>コマンドを指定してください。hourpass-cli --help で一覧を表示できます</translation>
    </message>
    <message>
        <source>put -- before the command, and {option} before that: hourpass-cli exec PROFILE -- COMMAND</source>
        <translation>コマンドの前に -- を、その前に {option} を置いてください: hourpass-cli exec PROFILE -- COMMAND</translation>
    </message>
    <message>
        <source>exec needs a command: hourpass-cli exec PROFILE -- COMMAND</source>
        <translation>exec には実行するコマンドが必要です: hourpass-cli exec PROFILE -- COMMAND</translation>
    </message>
    <message>
        <source>give seconds from 0 to {longest}, not {given}</source>
        <translation>0～{longest} の秒数を指定してください (指定値: {given})</translation>
    </message>
</context>
<context>
    <name>ClipboardSection</name>
    <message>
        <source>Secrets on the clipboard</source>
        <translation>クリップボードの秘密情報</translation>
    </message>
    <message>
        <source>Clear a&amp;fter</source>
        <translation>消去までの時間(&amp;F)</translation>
    </message>
    <message>
        <source>How long secrets stay on the clipboard</source>
        <translation>秘密情報をクリップボードに残す時間</translation>
    </message>
    <message>
        <source>Variables, console links and secret keys, unless you have copied something else since.</source>
        <translation>環境変数、コンソールのリンク、シークレットキーが対象です。その後に別のものをコピーした場合は消去されません。</translation>
    </message>
</context>
<context>
    <name>CodeCard</name>
    <message>
        <source>MFA code</source>
        <translation>MFA コード</translation>
    </message>
    <message>
        <source>How to get the credentials</source>
        <translation>認証情報の取得方法</translation>
    </message>
    <message>
        <source>How long the credentials last</source>
        <translation>認証情報の有効期間</translation>
    </message>
    <message>
        <source>&amp;Get credentials</source>
        <translation>認証情報を取得(&amp;G)</translation>
    </message>
    <message>
        <source>Cance&amp;l</source>
        <translation>キャンセル(&amp;L)</translation>
    </message>
    <message>
        <source>Enter the code for {0}</source>
        <translation>{0} のコードを入力</translation>
    </message>
    <message>
        <source>From your authenticator app · {0}</source>
        <translation>認証アプリのコード · {0}</translation>
    </message>
    <message>
        <source>Get credentials for {0}</source>
        <translation>{0} の認証情報を取得</translation>
    </message>
    <message>
        <source>This profile has no MFA device, so AWS is asked without a code.</source>
        <translation>このプロファイルには MFA デバイスが設定されていないため、コードなしで AWS にリクエストします。</translation>
    </message>
</context>
<context>
    <name>CodeMakingDialog</name>
    <message>
        <source>Automatic codes</source>
        <translation>コードの自動生成</translation>
    </message>
    <message>
        <source>Code shown now</source>
        <translation>現在のコード</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>閉じる(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Delete the secret key</source>
        <translation>シークレットキーを削除(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Turn on</source>
        <translation>オンにする(&amp;T)</translation>
    </message>
    <message>
        <source>Automatic codes for {0} are on</source>
        <translation>{0} のコードは Hourpass が生成しています</translation>
    </message>
    <message>
        <source>The device&apos;s secret key is in your keyring, so there are no codes to type. If you delete it, you are asked for the codes on your phone again. The device itself does not change.</source>
        <translation>デバイスのシークレットキーはキーリングに保存されており、コードの入力は不要です。シークレットキーを削除すると、再びスマートフォンのコードが必要になります。デバイス自体は変更されません。</translation>
    </message>
    <message>
        <source>Turn on automatic codes for {0}</source>
        <translation>{0} のコードの自動生成をオンにする</translation>
    </message>
    <message>
        <source>Credentials renew with nothing to type. The catch: whoever gets into your unlocked keyring has both access key and codes, and MFA no longer protects you.</source>
        <translation>コードを入力しなくても認証情報が更新されるようになります。ただし、ロックが解除されたキーリングにアクセスされると、アクセスキーとコードの両方が盗まれ、MFA による保護が働かなくなります。</translation>
    </message>
    <message>
        <source>Secret key</source>
        <translation>シークレットキー</translation>
    </message>
    <message>
        <source>Sho&amp;w</source>
        <translation>表示(&amp;W)</translation>
    </message>
    <message>
        <source>Show the secret key</source>
        <translation>シークレットキーを表示</translation>
    </message>
    <message>
        <source>&amp;Secret key</source>
        <translation>シークレットキー(&amp;S)</translation>
    </message>
    <message>
        <source>From an export of your authenticator app. An otpauth:// link works too.</source>
        <translation>認証アプリのエクスポートから取得します。otpauth:// で始まるテキストも使えます。</translation>
    </message>
    <message>
        <source>C&amp;ode shown now</source>
        <translation>現在のコード(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Hide</source>
        <translation>非表示(&amp;H)</translation>
    </message>
    <message>
        <source>This code does not belong to that secret key. Choose its entry in your authenticator app, and type the code shown now.</source>
        <translation>このシークレットキーのコードではありません。認証アプリで該当する項目を選び、現在表示されているコードを入力してください。</translation>
    </message>
    <message>
        <source>That is not a secret key, which has only letters and the digits 2 to 7.</source>
        <translation>シークレットキーではありません。シークレットキーは英字と 2 から 7 までの数字で構成されます。</translation>
    </message>
</context>
<context>
    <name>CodePrompt</name>
    <message>
        <source>MFA code</source>
        <translation>MFA コード</translation>
    </message>
    <message>
        <source>&amp;Not now</source>
        <translation>今はしない(&amp;N)</translation>
    </message>
    <message>
        <source>{0} in account {1}
Sent as soon as the sixth digit is typed</source>
        <translation>{0} (アカウント {1})
6 桁目を入力すると送信されます</translation>
    </message>
    <message>
        <source>{0}
Sent as soon as the sixth digit is typed</source>
        <translation>{0}
6 桁目を入力すると送信されます</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Remind me in %n min</source>
        <translation>
            <numerusform>%n 分後に再通知(&amp;R)</numerusform>
        </translation>
    </message>
    <message>
        <source>a program</source>
        <translation>名称不明のプログラム</translation>
    </message>
    <message>
        <source>{0} and others</source>
        <comment>programs</comment>
        <translation>{0} など</translation>
    </message>
    <message>
        <source>{0} · asked by {1}</source>
        <comment>reason, programs</comment>
        <translation>{0} · 要求元: {1}</translation>
    </message>
    <message>
        <source>Click the boxes, then type the code of {0}</source>
        <translation>枠をクリックし、{0} のコードを入力</translation>
    </message>
</context>
<context>
    <name>ConfigCard</name>
    <message>
        <source>Tools ask Hourpass each time; no secret is written to disk. When a code is needed, a prompt appears here.</source>
        <translation>ツールは必要になるたびに Hourpass から認証情報を取得します。秘密情報はディスクに書き込まれません。コードが必要になると、ここに入力画面が表示されます。</translation>
    </message>
    <message>
        <source>AWS CLI, SDKs, Terraform</source>
        <translation>AWS CLI、SDK、Terraform</translation>
    </message>
    <message>
        <source>Section of the AWS config file</source>
        <translation>AWS 設定ファイルのセクション</translation>
    </message>
    <message>
        <source>Add &amp;to the AWS config…</source>
        <translation>AWS 設定ファイルに追加(&amp;T)…</translation>
    </message>
    <message>
        <source>R&amp;emove…</source>
        <translation>削除(&amp;E)…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Upda&amp;te the AWS config…</source>
        <translation>AWS 設定ファイルを更新(&amp;T)…</translation>
    </message>
    <message>
        <source>Add &amp;to {0}…</source>
        <translation>{0} に追加(&amp;T)…</translation>
    </message>
    <message>
        <source>Upda&amp;te {0}…</source>
        <translation>{0} を更新(&amp;T)…</translation>
    </message>
    <message>
        <source>Ready:
aws s3 ls --profile {0}</source>
        <translation>準備完了:
aws s3 ls --profile {0}</translation>
    </message>
    <message>
        <source>The section in the file is out of date.</source>
        <translation>ファイル内のセクションが古くなっています。</translation>
    </message>
    <message>
        <source>Removed.</source>
        <translation>削除しました。</translation>
    </message>
    <message>
        <source>Copied. Paste it into the file that your tools read.</source>
        <translation>コピーしました。ツールが読み込むファイルに貼り付けてください。</translation>
    </message>
</context>
<context>
    <name>ConfigDesk</name>
    <message>
        <source>Add to the AWS config</source>
        <translation>AWS 設定ファイルに追加</translation>
    </message>
    <message>
        <source>This is what changes in {0}. Everything else stays as it is, and what was there is kept as a backup.</source>
        <translation>{0} の変更内容は次のとおりです。その他の部分は変更されず、元の内容はバックアップに保存されます。</translation>
    </message>
    <message>
        <source>&amp;Write</source>
        <translation>書き込む(&amp;W)</translation>
    </message>
    <message>
        <source>Remove from the AWS config</source>
        <translation>AWS 設定ファイルから削除</translation>
    </message>
    <message>
        <source>This is taken out of {1}: tools that use the profile “{0}” get no credentials any more. Everything else stays as it is, and what was there is kept as a backup.</source>
        <translation>次の内容を {1} から削除します。プロファイル「{0}」を使用するツールは、認証情報を取得できなくなります。その他の部分は変更されず、元の内容はバックアップに保存されます。</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>削除(&amp;R)</translation>
    </message>
    <message>
        <source>{0} Nothing was undone.</source>
        <translation>{0}元に戻す操作は行われませんでした。</translation>
    </message>
</context>
<context>
    <name>ConsoleCard</name>
    <message>
        <source>AWS console</source>
        <translation>AWS コンソール</translation>
    </message>
    <message>
        <source>Opens your browser signed in.</source>
        <translation>サインイン済みの状態でブラウザを開きます。</translation>
    </message>
    <message>
        <source>Open &amp;console</source>
        <translation>コンソールを開く(&amp;C)</translation>
    </message>
    <message>
        <source>Copy lin&amp;k</source>
        <translation>リンクをコピー(&amp;K)</translation>
    </message>
    <message>
        <source>Opens the console as {0}.</source>
        <translation>{0} としてサインインした状態でブラウザを開きます。</translation>
    </message>
    <message>
        <source>The AWS console accepts only role credentials, not session tokens. Choose a role to use it.</source>
        <translation>AWS コンソールへのサインインに使えるのは、ロールの認証情報だけです (セッショントークンは不可)。ロールを選択してください。</translation>
    </message>
    <message>
        <source>Get credentials first.</source>
        <translation>先に認証情報を取得してください。</translation>
    </message>
    <message>
        <source>Asking AWS…</source>
        <translation>AWS に確認しています…</translation>
    </message>
    <message>
        <source>Opened.</source>
        <translation>開きました。</translation>
    </message>
    <message>
        <source>Copied. Paste it within {0}: anyone with the link can sign in for 15 minutes.</source>
        <translation>コピーしました。{0}以内に貼り付けてください。このリンクを知っている人は誰でも、15 分間サインインできます。</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
</context>
<context>
    <name>CountdownCard</name>
    <message>
        <source>Copy the ARN</source>
        <translation>ARN をコピー</translation>
    </message>
    <message>
        <source>Re&amp;new now</source>
        <translation>今すぐ更新(&amp;N)</translation>
    </message>
    <message>
        <source>Get fresh credentials (F5)</source>
        <translation>新しい認証情報を取得 (F5)</translation>
    </message>
    <message>
        <source>F&amp;orget credentials</source>
        <translation>認証情報を破棄(&amp;O)</translation>
    </message>
    <message>
        <source>Valid until {0}</source>
        <translation>{0} まで有効</translation>
    </message>
    <message>
        <source>Renews without a code until {0}</source>
        <translation>{0} までコードなしで更新可能</translation>
    </message>
    <message>
        <source>Renewing…</source>
        <translation>更新中…</translation>
    </message>
</context>
<context>
    <name>CountdownRing</name>
    <message>
        <source>Expired</source>
        <translation>期限切れ</translation>
    </message>
    <message>
        <source>No credentials</source>
        <translation>認証情報なし</translation>
    </message>
    <message>
        <source>Less than a minute left</source>
        <translation>残り 1 分未満</translation>
    </message>
    <message>
        <source>{0} left</source>
        <comment>a span of time</comment>
        <translation>残り {0}</translation>
    </message>
    <message>
        <source>left</source>
        <translation>残り</translation>
    </message>
</context>
<context>
    <name>CreatePage</name>
    <message>
        <source>Steps</source>
        <translation>ステップ</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>もう一度試す(&amp;T)</translation>
    </message>
    <message>
        <source>Cop&amp;y the list</source>
        <translation>リストをコピー(&amp;Y)</translation>
    </message>
    <message>
        <source>Copy the list of what is left</source>
        <translation>残っているもののリストをコピー</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>コピーしました</translation>
    </message>
    <message>
        <source>Everything is ready.</source>
        <translation>すべて作成されました。</translation>
    </message>
    <message>
        <source>The QR code is ready. Go ahead: the rest is created in the meantime.</source>
        <translation>QR コードをスキャンする準備ができました。次に進んでください。残りはその間に作成されます。</translation>
    </message>
    <message>
        <source>Everything is as it was before.</source>
        <translation>すべて元の状態に戻りました。</translation>
    </message>
    <message>
        <source>You can also remove what is left later, from the main window.</source>
        <translation>残っているものは、後でメインウィンドウから削除することもできます。</translation>
    </message>
    <message>
        <source>Creating your resources</source>
        <translation>リソースを作成しています</translation>
    </message>
    <message>
        <source>Not everything was created</source>
        <translation>リソースの作成が完了していません</translation>
    </message>
    <message>
        <source>Your resources are ready</source>
        <translation>リソースを作成しました</translation>
    </message>
    <message>
        <source>Undoing the setup</source>
        <translation>セットアップを元に戻しています</translation>
    </message>
    <message>
        <source>The setup is undone</source>
        <translation>セットアップを元に戻しました</translation>
    </message>
    <message>
        <source>Not everything could be undone</source>
        <translation>一部を元に戻せませんでした</translation>
    </message>
    <message>
        <source>Some steps are retried until all of AWS has caught up with the ones before.</source>
        <translation>一部のステップは、前のステップの結果が AWS 全体に反映されるまで再試行されます。</translation>
    </message>
    <message>
        <source>What was created so far is kept. You can try again from here, or undo it.</source>
        <translation>これまでに作成したものは残っています。ここからもう一度試すか、元に戻すことができます。</translation>
    </message>
    <message>
        <source>The same steps, in reverse order.</source>
        <translation>同じステップを逆の順序で取り消します。</translation>
    </message>
    <message>
        <source>Nothing of this setup is left in AWS.</source>
        <translation>このセットアップで作成したものは AWS に残っていません。</translation>
    </message>
    <message>
        <source>Undoing stopped for the reason below. Try again.</source>
        <translation>下記の理由により、元に戻す処理が停止しました。もう一度試してください。</translation>
    </message>
    <message>
        <source>The marked items are still in the account. Try again, or delete them there yourself.</source>
        <translation>印の付いたものがまだアカウントに残っています。もう一度試すか、アカウントで直接削除してください。</translation>
    </message>
</context>
<context>
    <name>CredentialsPage</name>
    <message>
        <source>Who sets this up?</source>
        <translation>セットアップに使用する認証情報</translation>
    </message>
    <message>
        <source>Hourpass creates an IAM user and its MFA device in your account. This takes an administrator&apos;s credentials, just this once; they are not stored.</source>
        <translation>Hourpass は、アカウントに IAM ユーザーとその MFA デバイスを作成します。そのための管理者の認証情報は今回のみ使用し、保存しません。</translation>
    </message>
    <message>
        <source>To continue what was started for {0} in account {1}, use an administrator&apos;s credentials.</source>
        <translation>アカウント {1} で開始した {0} のセットアップを、管理者の認証情報で続行します。</translation>
    </message>
    <message>
        <source>And for the role, in account {0}</source>
        <translation>ロールの管理者 (アカウント {0})</translation>
    </message>
</context>
<context>
    <name>CsvExport</name>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>CSV ファイル (*.csv)</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>No code needed: Hourpass generates it.</source>
        <translation>コードは Hourpass が生成するため、入力は不要です。</translation>
    </message>
    <message>
        <source>No code needed: your MFA session is still open.</source>
        <translation>MFA セッションが有効なため、コードは不要です。</translation>
    </message>
    <message>
        <source>Expired at {0}</source>
        <translation>{0} に期限切れ</translation>
    </message>
</context>
<context>
    <name>Details</name>
    <message>
        <source>Account</source>
        <translation>アカウント</translation>
    </message>
    <message>
        <source>ARN</source>
        <translation>ARN</translation>
    </message>
    <message>
        <source>User ID</source>
        <translation>ユーザー ID</translation>
    </message>
    <message>
        <source>Obtained by</source>
        <translation>取得方法</translation>
    </message>
    <message>
        <source>Obtained</source>
        <translation>取得日時</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>有効期限</translation>
    </message>
    <message>
        <source>Renews without a code until</source>
        <translation>コードなし更新の期限</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>ロール</translation>
    </message>
    <message>
        <source>Through</source>
        <translation>経由するロール</translation>
    </message>
    <message>
        <source>Session name</source>
        <translation>セッション名</translation>
    </message>
    <message>
        <source>Asks for</source>
        <translation>リクエストする有効期間</translation>
    </message>
    <message>
        <source>MFA device</source>
        <translation>MFA デバイス</translation>
    </message>
    <message>
        <source>MFA codes</source>
        <translation>コード</translation>
    </message>
    <message>
        <source>Source profile</source>
        <translation>ソースプロファイル</translation>
    </message>
    <message>
        <source>Access key</source>
        <translation>アクセスキー</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>リージョン</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>パーティション</translation>
    </message>
    <message>
        <source>Role, with a code (AssumeRole)</source>
        <translation>コードでロールを引き受け (AssumeRole)</translation>
    </message>
    <message>
        <source>Role, from an MFA session (GetSessionToken, AssumeRole)</source>
        <translation>MFA セッションからロールを引き受け (GetSessionToken、AssumeRole)</translation>
    </message>
    <message>
        <source>Session token, with a code (GetSessionToken)</source>
        <translation>コードでセッショントークンを取得 (GetSessionToken)</translation>
    </message>
    <message>
        <source>Generated by Hourpass</source>
        <translation>Hourpass が生成</translation>
    </message>
    <message>
        <source>Choose a profile to see its details.</source>
        <translation>プロファイルを選択すると詳細が表示されます。</translation>
    </message>
    <message>
        <source>There are no credentials right now. This is what the profile will ask AWS for:</source>
        <translation>現在、認証情報はありません。このプロファイルは AWS に次の内容をリクエストします:</translation>
    </message>
    <message>
        <source>These credentials have expired: AWS no longer accepts them. This is what they were:</source>
        <translation>この認証情報は有効期限が切れ、AWS では受け付けられません。内容は次のとおりでした:</translation>
    </message>
</context>
<context>
    <name>DetailsTab</name>
    <message>
        <source>{0}: {1}</source>
        <comment>title: value</comment>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>Copy: {0}</source>
        <translation>コピー: {0}</translation>
    </message>
</context>
<context>
    <name>DeviceChoice</name>
    <message>
        <source>Practice device</source>
        <translation>練習用デバイス</translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation>{0} ({1})</translation>
    </message>
</context>
<context>
    <name>DeviceDialog</name>
    <message>
        <source>Press the token&apos;s button and type the code that it shows, then the next one.</source>
        <translation>トークンのボタンを押し、表示されたコードを入力してください。続けて、その次のコードを入力してください。</translation>
    </message>
    <message>
        <source>AWS refuses codes from a device whose clock has drifted. Two codes in a row tell it how far off the clock is. Set the phone&apos;s clock first, then type two consecutive codes.</source>
        <translation>時計がずれたデバイスのコードは、AWS に拒否されます。連続する 2 つのコードを入力すると、AWS が時計のずれを把握します。先にスマートフォンの時計を正しく合わせてから、連続する 2 つのコードを入力してください。</translation>
    </message>
    <message>
        <source>{0} is registered. AWS accepts its codes in about 15 s.</source>
        <translation>{0} を登録しました。約 15 秒後に AWS でコードを使えるようになります。</translation>
    </message>
    <message>
        <source>{0} is synchronised. Its next code should work.</source>
        <translation>{0} を同期しました。次のコードから使えるようになります。</translation>
    </message>
    <message>
        <source>The new phone has replaced {0}, which is now removed.</source>
        <translation>{0} を削除し、新しいスマートフォンに置き換えました。</translation>
    </message>
    <message>
        <source>From now on, this profile asks for codes from {0}. Its current credentials stay valid until they expire.</source>
        <translation>このプロファイルでは、今後 {0} のコードを使用します。取得済みの認証情報は有効期限まで使えます。</translation>
    </message>
    <message>
        <source>{0} has been removed.</source>
        <translation>{0} を削除しました。</translation>
    </message>
</context>
<context>
    <name>DeviceLookUp</name>
    <message>
        <source>If the source&apos;s user needs a code, copy the device&apos;s serial from IAM.</source>
        <translation>ソースのユーザーにコードが必要な場合は、デバイスのシリアル番号を IAM からコピーしてください。</translation>
    </message>
    <message>
        <source>Look it up with the key above, or copy its serial from IAM.</source>
        <translation>上のキーで検索するか、シリアル番号を IAM からコピーしてください。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>&amp;Look up</source>
        <translation>検索(&amp;L)</translation>
    </message>
    <message>
        <source>Asking AWS for your devices…</source>
        <translation>AWS で MFA デバイスを確認しています…</translation>
    </message>
    <message>
        <source>{0} (passkey: no codes)</source>
        <translation>{0} (パスキー: コードなし)</translation>
    </message>
    <message>
        <source>You only have passkeys, which have no codes. Add an authenticator app in IAM.</source>
        <translation>コードを生成しないパスキーしかありません。IAM で認証アプリを追加してください。</translation>
    </message>
    <message>
        <source>This user has no MFA device yet. Register one in IAM first.</source>
        <translation>このユーザーには MFA デバイスがまだありません。先に IAM で登録してください。</translation>
    </message>
    <message>
        <source>Found several in AWS. Choose one from the list.</source>
        <translation>AWS で複数見つかりました。リストから選択してください。</translation>
    </message>
    <message>
        <source>Found in AWS. If it is not the right one, choose another from the list.</source>
        <translation>AWS で見つかりました。違う場合はリストから選択してください。</translation>
    </message>
    <message>
        <source>You are not allowed to list devices. Copy the serial from Security credentials in IAM.</source>
        <translation>デバイスを一覧表示するアクセス許可がありません。IAM の「セキュリティ認証情報」からシリアル番号をコピーしてください。</translation>
    </message>
</context>
<context>
    <name>DevicePages</name>
    <message>
        <source>MFA devices</source>
        <translation>MFA デバイス</translation>
    </message>
    <message>
        <source>MFA devices of {0}</source>
        <translation>{0} の MFA デバイス</translation>
    </message>
    <message>
        <source>Replace {0}</source>
        <translation>{0} を置き換え</translation>
    </message>
    <message>
        <source>Add a device</source>
        <translation>デバイスを追加</translation>
    </message>
    <message>
        <source>Scan this with your authenticator app</source>
        <translation>認証アプリでスキャンしてください</translation>
    </message>
    <message>
        <source>Resync {0}</source>
        <translation>{0} を再同期</translation>
    </message>
    <message>
        <source>Register {0}</source>
        <translation>{0} を登録</translation>
    </message>
    <message>
        <source>Try the new phone</source>
        <translation>新しいスマートフォンを試す</translation>
    </message>
    <message>
        <source>Remove {0}?</source>
        <translation>{0} を削除しますか?</translation>
    </message>
    <message>
        <source>Account {0} · up to {1} devices per user</source>
        <translation>アカウント {0} · デバイスは 1 ユーザーにつき最大 {1} 台</translation>
    </message>
    <message>
        <source>Account {0}</source>
        <translation>アカウント {0}</translation>
    </message>
    <message>
        <source>Ca&amp;ncel</source>
        <translation>キャンセル(&amp;N)</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>閉じる(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>戻る(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Add a device…</source>
        <translation>デバイスを追加(&amp;A)…</translation>
    </message>
    <message>
        <source>C&amp;ontinue</source>
        <translation>続行(&amp;O)</translation>
    </message>
</context>
<context>
    <name>DeviceRows</name>
    <message>
        <source>MFA devices</source>
        <translation>MFA デバイス</translation>
    </message>
    <message>
        <source>This user has no MFA device yet.</source>
        <translation>このユーザーには MFA デバイスがまだありません。</translation>
    </message>
</context>
<context>
    <name>DeviceWindow</name>
    <message>
        <source>Look a&amp;gain</source>
        <translation>再確認(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Use other credentials…</source>
        <translation>別の認証情報を使用(&amp;U)…</translation>
    </message>
    <message>
        <source>Choose again who makes the changes: an administrator, or the user itself</source>
        <translation>変更を行う人 (管理者またはユーザー自身) を選択し直します</translation>
    </message>
    <message>
        <source>&amp;Remove device</source>
        <translation>デバイスを削除(&amp;R)</translation>
    </message>
    <message>
        <source>Asking AWS…</source>
        <translation>AWS に確認しています…</translation>
    </message>
</context>
<context>
    <name>Devices</name>
    <message>
        <source>Authenticator app</source>
        <translation>認証アプリ</translation>
    </message>
    <message>
        <source>Hardware token</source>
        <translation>ハードウェアトークン</translation>
    </message>
    <message>
        <source>Passkey or security key</source>
        <translation>パスキーまたはセキュリティキー</translation>
    </message>
    <message>
        <source>Has no codes: AWS accepts passkeys only for signing in to the console.</source>
        <translation>コードは生成されません。AWS でパスキーを使えるのは、コンソールへのサインインだけです。</translation>
    </message>
    <message>
        <source>Hourpass generates its codes, and stops when another device replaces it.</source>
        <translation>コードは Hourpass が自動生成しています。別のデバイスに置き換えると停止します。</translation>
    </message>
    <message>
        <source>{0}. {1}</source>
        <comment>who uses the device, who makes its codes</comment>
        <translation>{0}。{1}</translation>
    </message>
    <message>
        <source>Used by this profile, and by {0}</source>
        <translation>このプロファイルと {0} で使用中</translation>
    </message>
    <message>
        <source>Used by this profile</source>
        <translation>このプロファイルで使用中</translation>
    </message>
    <message>
        <source>Used by {0}</source>
        <translation>{0} で使用中</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Replace…</source>
        <translation>置き換え…</translation>
    </message>
    <message>
        <source>Resync…</source>
        <translation>再同期…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>削除…</translation>
    </message>
    <message>
        <source>Use {0} for this profile</source>
        <translation>このプロファイルで {0} を使用</translation>
    </message>
    <message>
        <source>Replace {0} with a new phone</source>
        <translation>{0} を新しいスマートフォンに置き換え</translation>
    </message>
    <message>
        <source>Resync {0}</source>
        <translation>{0} を再同期</translation>
    </message>
    <message>
        <source>Remove {0}</source>
        <translation>{0} を削除</translation>
    </message>
    <message>
        <source>This is the user&apos;s only MFA device: without another one, anything that requires MFA is out of reach.</source>
        <translation>このユーザーの唯一の MFA デバイスです。別のデバイスを登録するまで、MFA が必要な操作はできません。</translation>
    </message>
    <message>
        <source>That leaves only passkeys, which have no codes. Anything that requires a code is out of reach until another device is registered.</source>
        <translation>削除すると、コードを生成しないパスキーだけが残ります。別のデバイスを登録するまで、コードが必要な操作はできなくなります。</translation>
    </message>
    <message>
        <source>Profiles use it. They keep asking for its codes until you give them another device.</source>
        <translation>プロファイルで使用されています。別のデバイスを設定するまで、引き続きこのデバイスのコードが求められます。</translation>
    </message>
    <message>
        <source>Enter the serial number printed on the token.</source>
        <translation>トークンに記載されているシリアル番号を入力してください。</translation>
    </message>
    <message>
        <source>A serial number has 9 letters and digits or more, such as GAHT12345678.</source>
        <translation>シリアル番号は、GAHT12345678 のような 9 文字以上の英数字です。</translation>
    </message>
    <message>
        <source>This token is already registered.</source>
        <translation>このトークンはすでに登録されています。</translation>
    </message>
    <message>
        <source>AWS does not know the new device yet. Type the next code that it shows.</source>
        <translation>新しいデバイスがまだ AWS に反映されていません。次に表示されるコードを入力してください。</translation>
    </message>
    <message>
        <source>A user with an MFA device needs a code from it to add or remove devices. Type one, or let an administrator do it.</source>
        <translation>MFA デバイスを持つユーザーがデバイスを追加または削除するには、そのデバイスのコードが必要です。コードを入力するか、管理者の認証情報を使用してください。</translation>
    </message>
    <message>
        <source>This user&apos;s policies do not allow it. Let an administrator of the account do it.</source>
        <translation>このユーザーのポリシーでは許可されていません。アカウントの管理者の認証情報を使用してください。</translation>
    </message>
</context>
<context>
    <name>Diagnosis</name>
    <message>
        <source>Version</source>
        <translation>バージョン</translation>
    </message>
    <message>
        <source>System</source>
        <translation>システム</translation>
    </message>
    <message>
        <source>Desktop</source>
        <translation>デスクトップ</translation>
    </message>
    <message>
        <source>Libraries</source>
        <translation>ライブラリ</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>Secrets</source>
        <translation>秘密情報</translation>
    </message>
    <message>
        <source>Tray</source>
        <translation>トレイ</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>時計</translation>
    </message>
    <message>
        <source>Endpoints</source>
        <translation>エンドポイント</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>ネットワーク</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>{0} · sandbox</source>
        <translation>{0} · サンドボックス</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>利用できます</translation>
    </message>
    <message>
        <source>None: warnings appear as notifications, and the window stays within reach.</source>
        <translation>ありません。警告は通知として表示され、ウィンドウはいつでも開けます。</translation>
    </message>
    <message>
        <source>This desktop does not show them.</source>
        <translation>このデスクトップでは通知を表示できません。</translation>
    </message>
    <message>
        <source>Not compared with AWS yet; that happens with its first answer.</source>
        <translation>AWS とまだ比較していません。AWS から最初の応答があると比較します。</translation>
    </message>
    <message>
        <source>None called yet.</source>
        <translation>まだ呼び出していません。</translation>
    </message>
    <message>
        <source>Straight to AWS, with the system&apos;s certificates.</source>
        <translation>AWS に直接接続し、システムの証明書を使用します。</translation>
    </message>
    <message>
        <source>In step with AWS</source>
        <translation>AWS と一致しています。</translation>
    </message>
    <message>
        <source>{0} behind AWS; Hourpass allows for that.</source>
        <translation>AWS より {0}遅れています (Hourpass が補正します)。</translation>
    </message>
    <message>
        <source>{0} ahead of AWS; Hourpass allows for that.</source>
        <translation>AWS より {0}進んでいます (Hourpass が補正します)。</translation>
    </message>
</context>
<context>
    <name>Discarding</name>
    <message>
        <source>Discard what you typed?</source>
        <translation>入力内容を破棄しますか?</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>破棄(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Keep editing</source>
        <translation>編集を続ける(&amp;K)</translation>
    </message>
</context>
<context>
    <name>DraftFlaws</name>
    <message>
        <source>Enter a name for the user.</source>
        <translation>ユーザー名を入力してください。</translation>
    </message>
    <message>
        <source>A user&apos;s name has 64 characters at most.</source>
        <translation>ユーザー名は 64 文字以内です。</translation>
    </message>
    <message>
        <source>This user exists. Choose another, or “Use an existing user” in More options.</source>
        <translation>このユーザーはすでに存在します。別の名前にするか、「その他のオプション」で「既存のユーザーを使用」を選択してください。</translation>
    </message>
    <message>
        <source>A user&apos;s name differs only in capitals. Choose another, or see More options.</source>
        <translation>大文字と小文字だけが異なるユーザー名があります。別の名前にするか、「その他のオプション」を確認してください。</translation>
    </message>
    <message>
        <source>Enter a name for the device. Your phone will show it.</source>
        <translation>デバイス名を入力してください。スマートフォンに表示されます。</translation>
    </message>
    <message>
        <source>Use 128 characters at most. Your phone shows fewer.</source>
        <translation>128 文字以内にしてください。スマートフォンに表示される文字数はこれより少なくなります。</translation>
    </message>
    <message>
        <source>The account has a device of this name. Choose another one.</source>
        <translation>このアカウントには同じ名前のデバイスがあります。別の名前にしてください。</translation>
    </message>
    <message>
        <source>A device&apos;s name differs only in capital letters. Choose another one.</source>
        <translation>大文字と小文字だけが異なるデバイス名があります。別の名前にしてください。</translation>
    </message>
    <message>
        <source>Enter a name for the role.</source>
        <translation>ロール名を入力してください。</translation>
    </message>
    <message>
        <source>A role&apos;s name has 64 characters at most.</source>
        <translation>ロール名は 64 文字以内です。</translation>
    </message>
    <message>
        <source>A role or policy has this name already. Choose another one.</source>
        <translation>同じ名前のロールまたはポリシーがあります。別の名前にしてください。</translation>
    </message>
    <message>
        <source>A role or policy differs only in capital letters. Choose another name.</source>
        <translation>大文字と小文字だけが異なるロールまたはポリシーがあります。別の名前にしてください。</translation>
    </message>
    <message>
        <source>An account has 12 digits, such as 111122223333.</source>
        <translation>アカウント ID は、111122223333 のような 12 桁の数字です。</translation>
    </message>
    <message>
        <source>A role&apos;s sessions last from 1 hour to 12 hours.</source>
        <translation>ロールのセッションは 1 時間から 12 時間までです。</translation>
    </message>
    <message>
        <source>Use at least 2 letters without accents, digits or _ + = , . @ : / -</source>
        <translation>半角英数字と _ + = , . @ : / - を使用し、2 文字以上にしてください。</translation>
    </message>
    <message>
        <source>Fill this in.</source>
        <translation>入力してください。</translation>
    </message>
    <message>
        <source>This is too long. Shorten it.</source>
        <translation>長すぎます。短くしてください。</translation>
    </message>
    <message>
        <source>Use letters without accents, digits or _ + = , . @ - and no spaces.</source>
        <translation>半角英数字と _ + = , . @ - を使用してください。スペースは使えません。</translation>
    </message>
    <message>
        <source>This is already taken. Choose another one.</source>
        <translation>すでに使用されています。別の名前にしてください。</translation>
    </message>
    <message>
        <source>A name in use differs only in capital letters. Choose another one.</source>
        <translation>大文字と小文字だけが異なる名前が使用されています。別の名前にしてください。</translation>
    </message>
    <message>
        <source>This is not the number of an account: 12 digits.</source>
        <translation>アカウント ID ではありません。12 桁の数字を入力してください。</translation>
    </message>
    <message>
        <source>This is more or less than AWS allows.</source>
        <translation>AWS で許可されている範囲外です。</translation>
    </message>
    <message>
        <source>User</source>
        <translation>ユーザー</translation>
    </message>
    <message>
        <source>MFA device</source>
        <translation>MFA デバイス</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>ロール</translation>
    </message>
    <message>
        <source>Another account</source>
        <translation>別のアカウント</translation>
    </message>
    <message>
        <source>Maximum session duration</source>
        <translation>最大セッション時間</translation>
    </message>
    <message>
        <source>External ID</source>
        <translation>外部 ID</translation>
    </message>
</context>
<context>
    <name>Durations</name>
    <message>
        <source>1 hour</source>
        <translation>1 時間</translation>
    </message>
    <message>
        <source>{0} hours</source>
        <translation>{0} 時間</translation>
    </message>
</context>
<context>
    <name>Elsewhere</name>
    <message>
        <source>{path} has keys under the same name in line {line}, and tools use those instead. Remove them there.</source>
        <translation>{path} の {line} 行目に同じ名前のアクセスキーがあり、ツールではそちらが使用されます。ファイルから削除してください。</translation>
    </message>
    <message>
        <source>{path} has {option} under the same name in line {line}, which tools may use instead.</source>
        <translation>{path} の {line} 行目に同じ名前の {option} があり、ツールではそちらが使用される場合があります。</translation>
    </message>
    <message>
        <source>{path} already has a section of that name in line {line}. Choose another name.</source>
        <translation>{path} の {line} 行目に同じ名前のセクションがすでにあります。別の名前にしてください。</translation>
    </message>
    <message>
        <source>The AWS CLI cannot read {path}. Fix it in a text editor first.</source>
        <translation>AWS CLI が {path} を読み取れません。先にテキストエディタで修正してください。</translation>
    </message>
    <message>
        <source>{variable} is set where Hourpass was started: tools started there use it unless you name a profile.</source>
        <translation>Hourpass を起動した環境に {variable} が設定されています。その環境で起動したツールでは、プロファイルを指定しない限りその値が使用されます。</translation>
    </message>
    <message>
        <source>{variable} is set to {value} where Hourpass was started, so tools there use that profile.</source>
        <translation>Hourpass を起動した環境で {variable} が {value} に設定されているため、その環境のツールではそのプロファイルが使用されます。</translation>
    </message>
    <message>
        <source>Type a name for it.</source>
        <translation>名前を入力してください。</translation>
    </message>
    <message>
        <source>64 characters at most.</source>
        <translation>64 文字以内にしてください。</translation>
    </message>
    <message>
        <source>Use only letters, digits and . _ - + @ / % : because some tools ignore anything else, even spaces.</source>
        <translation>使えるのは半角英数字と . _ - + @ / % : だけです。スペースを含むその他の文字は、一部のツールで無視されます。</translation>
    </message>
    <message>
        <source>That name means something else to tools.</source>
        <translation>この名前は、ツールでは別の意味で使われます。</translation>
    </message>
    <message>
        <source>The AWS CLI cannot read {path}: it stops at line {line}. Fix that in a text editor first.</source>
        <translation>AWS CLI が {path} を読み取れません ({line} 行目で停止)。先にテキストエディタで修正してください。</translation>
    </message>
    <message>
        <source>The AWS CLI cannot read {path}: it begins with a byte order mark. Save it as UTF-8 without one in a text editor first.</source>
        <translation>AWS CLI が {path} を読み取れません (先頭に BOM があります)。先にテキストエディタで BOM なしの UTF-8 として保存してください。</translation>
    </message>
    <message>
        <source>The AWS CLI cannot read {path}: line {line} is not UTF-8. Save it as UTF-8 in a text editor first.</source>
        <translation>AWS CLI が {path} を読み取れません ({line} 行目が UTF-8 ではありません)。先にテキストエディタで UTF-8 として保存してください。</translation>
    </message>
    <message>
        <source>.env file</source>
        <translation>.env ファイル</translation>
    </message>
</context>
<context>
    <name>ErrorBox</name>
    <message>
        <source>C&amp;lose</source>
        <translation>閉じる(&amp;L)</translation>
    </message>
</context>
<context>
    <name>Examples</name>
    <message>
        <source>such as {0}</source>
        <translation>例: {0}</translation>
    </message>
</context>
<context>
    <name>ExistingUserBox</name>
    <message>
        <source>Use an e&amp;xisting user</source>
        <translation>既存のユーザーを使用(&amp;X)</translation>
    </message>
    <message>
        <source>Use an existing user</source>
        <translation>既存のユーザーを使用</translation>
    </message>
    <message>
        <source>Existing user</source>
        <translation>既存のユーザー</translation>
    </message>
    <message>
        <source>Which MFA device</source>
        <translation>使用する MFA デバイス</translation>
    </message>
    <message>
        <source>MFA device</source>
        <translation>MFA デバイス</translation>
    </message>
    <message>
        <source>Which access key</source>
        <translation>使用するアクセスキー</translation>
    </message>
    <message>
        <source>Access key</source>
        <translation>アクセスキー</translation>
    </message>
    <message>
        <source>A key that is in the keyring here can serve; others keep their secret.</source>
        <translation>使用できるのは、このコンピュータのキーリングにあるキーだけです。他のキーのシークレットは取得できません。</translation>
    </message>
    <message>
        <source>Asking AWS for its devices and keys…</source>
        <translation>AWS でデバイスとキーを確認しています…</translation>
    </message>
    <message>
        <source>A new one</source>
        <translation>新規作成</translation>
    </message>
    <message>
        <source>It gets a policy, and the device and key chosen here; nothing else changes.</source>
        <translation>ユーザーには、ポリシーと、ここで選択したデバイスとキーが追加されます。その他は変更されません。</translation>
    </message>
</context>
<context>
    <name>ExistingUsers</name>
    <message>
        <source>Choose the user.</source>
        <translation>ユーザーを選択してください。</translation>
    </message>
    <message>
        <source>The user&apos;s devices and keys are not known yet.</source>
        <translation>ユーザーのデバイスとキーがまだ確認できていません。</translation>
    </message>
    <message>
        <source>This user has two access keys, and AWS allows no third one. Delete one of them in IAM, then choose the user again.</source>
        <translation>このユーザーには 2 つのアクセスキーがあり、AWS では 3 つ目を作成できません。IAM でどちらかを削除してから、もう一度ユーザーを選択してください。</translation>
    </message>
    <message>
        <source>This user has eight MFA devices, and AWS allows no ninth one. Choose one of them.</source>
        <translation>このユーザーには 8 台の MFA デバイスがあり、AWS では 9 台目を登録できません。いずれかを選択してください。</translation>
    </message>
    <message>
        <source>This is neither a role&apos;s name nor its ARN, such as arn:aws:iam::111122223333:role/name.</source>
        <translation>ロール名でも、arn:aws:iam::111122223333:role/name のような ARN でもありません。</translation>
    </message>
    <message>
        <source>AWS has not confirmed this role yet.</source>
        <translation>このロールについて、AWS からまだ応答がありません。</translation>
    </message>
    <message>
        <source>There is no such role in this account.</source>
        <translation>このアカウントに該当するロールはありません。</translation>
    </message>
    <message>
        <source>Choose credentials of an administrator of that account.</source>
        <translation>そのアカウントの管理者の認証情報を選択してください。</translation>
    </message>
    <message>
        <source>This is the user&apos;s own account. Choose an administrator of another one, or untick the box.</source>
        <translation>これはユーザー自身のアカウントです。別のアカウントの管理者を選択するか、チェックを外してください。</translation>
    </message>
    <message>
        <source>Existing role</source>
        <translation>既存のロール</translation>
    </message>
    <message>
        <source>Another account</source>
        <translation>別のアカウント</translation>
    </message>
    <message>
        <source>Existing user</source>
        <translation>既存のユーザー</translation>
    </message>
    <message>
        <source>Found. Its trust policy lets the user in, with MFA.</source>
        <translation>見つかりました。信頼ポリシーは、MFA を条件にこのユーザーを許可しています。</translation>
    </message>
    <message>
        <source>Found, but its trust policy does not name the user. Add it there, or AWS will refuse.</source>
        <translation>見つかりましたが、信頼ポリシーでこのユーザーが指定されていません。追加しないと AWS に拒否されます。</translation>
    </message>
    <message>
        <source>Found, but its trust policy lets the user in without MFA. The proof will show that as a fault.</source>
        <translation>見つかりましたが、信頼ポリシーが MFA なしでこのユーザーを許可しています。動作確認で問題として表示されます。</translation>
    </message>
    <message>
        <source>Found, but its trust policy could not be read.</source>
        <translation>見つかりましたが、信頼ポリシーを読み取れませんでした。</translation>
    </message>
</context>
<context>
    <name>Fact</name>
    <message>
        <source>{0}: {1}</source>
        <comment>title: value</comment>
        <translation>{0}: {1}</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>{0}: {1}</source>
        <comment>title: value</comment>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>Copy: {0}</source>
        <translation>コピー: {0}</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
</context>
<context>
    <name>FileCard</name>
    <message>
        <source>Credentials file</source>
        <translation>認証情報ファイル</translation>
    </message>
    <message>
        <source>For tools that read only {0}. Hourpass keeps the credentials there fresh until they expire, then removes them. Meanwhile, your programs can read them.</source>
        <translation>{0} しか読み取らないツール向けです。有効期限まで最新の状態に保たれ、その後削除されます。ファイルにある間は、ユーザーが実行するすべてのプログラムから読み取れます。</translation>
    </message>
    <message>
        <source>Keep the credentials in the file</source>
        <translation>認証情報をファイルに保持</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>オフ</translation>
    </message>
    <message>
        <source>Keep fresh</source>
        <translation>最新の状態に保つ</translation>
    </message>
    <message>
        <source>Saved as [{0}].</source>
        <translation>[{0}] として保存されています。</translation>
    </message>
    <message>
        <source>They are written once you have credentials.</source>
        <translation>認証情報を取得すると書き込まれます。</translation>
    </message>
</context>
<context>
    <name>FirstStart</name>
    <message>
        <source>One code, and AWS is open for an hour</source>
        <translation>コード 1 つで、AWS が 1 時間使えます</translation>
    </message>
    <message>
        <source>Hourpass asks for the code of your MFA device, gets temporary credentials from AWS, and warns you before they run out. Your access key stays in the system&apos;s keyring.</source>
        <translation>Hourpass は、多要素認証 (MFA) デバイスのコードで AWS から一時的な認証情報を取得し、期限が切れる前に警告します。アクセスキーはシステムのキーリングに保存されます。</translation>
    </message>
    <message>
        <source>&amp;Set up MFA access</source>
        <translation>MFA アクセスをセットアップ(&amp;S)</translation>
    </message>
    <message>
        <source>From scratch: creates an IAM user, an MFA device and a role that requires MFA, then proves that it works.</source>
        <translation>ゼロから始める場合: IAM ユーザー、MFA デバイス、MFA が必須のロールを作成し、動作を確認します。</translation>
    </message>
    <message>
        <source>&amp;Use AWS config files</source>
        <translation>AWS 設定ファイルを使用(&amp;U)</translation>
    </message>
    <message>
        <source>Add a &amp;profile</source>
        <translation>プロファイルを追加(&amp;P)</translation>
    </message>
    <message>
        <source>You already have an access key and an MFA device: enter them once.</source>
        <translation>アクセスキーと MFA デバイスがある場合: 一度入力するだけで使えます。</translation>
    </message>
    <message>
        <source>&amp;Try the sandbox</source>
        <translation>サンドボックスを試す(&amp;T)</translation>
    </message>
    <message>
        <source>A local AWS with a practice device. No account, no network, nothing to lose.</source>
        <translation>練習用デバイスが付いたローカルの AWS です。アカウントもネットワークも不要で、安心して試せます。</translation>
    </message>
    <message>
        <source>One profile was found in your AWS config files.</source>
        <translation>AWS 設定ファイルで 1 件のプロファイルが見つかりました。</translation>
    </message>
    <message>
        <source>{0} profiles were found in your AWS config files.</source>
        <translation>AWS 設定ファイルで {0} 件のプロファイルが見つかりました。</translation>
    </message>
    <message>
        <source>C&amp;ontinue removing…</source>
        <translation>削除を続行(&amp;O)…</translation>
    </message>
    <message>
        <source>The removal of “{0}” is unfinished.</source>
        <translation>「{0}」の削除が完了していません。</translation>
    </message>
    <message>
        <source>&amp;Finish the setup…</source>
        <translation>セットアップを完了(&amp;F)…</translation>
    </message>
    <message>
        <source>The setup of “{0}” is unfinished. You can finish it or undo it.</source>
        <translation>「{0}」のセットアップが完了していません。続行するか、元に戻すことができます。</translation>
    </message>
</context>
<context>
    <name>Flaws</name>
    <message>
        <source>Give the profile a name that you will recognise.</source>
        <translation>わかりやすいプロファイル名を入力してください。</translation>
    </message>
    <message>
        <source>Another profile already has this name.</source>
        <translation>同じ名前のプロファイルがすでにあります。</translation>
    </message>
    <message>
        <source>A name can have at most 64 characters.</source>
        <translation>名前は 64 文字以内です。</translation>
    </message>
    <message>
        <source>A name cannot contain brackets, quotation marks, backslashes or line breaks.</source>
        <translation>名前に角括弧、引用符、バックスラッシュ、改行は使えません。</translation>
    </message>
    <message>
        <source>Enter the user&apos;s access key ID. It begins with AKIA.</source>
        <translation>ユーザーのアクセスキー ID を入力してください。AKIA で始まります。</translation>
    </message>
    <message>
        <source>Enter the secret of this access key. It goes into the keyring and nowhere else.</source>
        <translation>このアクセスキーのシークレットを入力してください。キーリングにのみ保存されます。</translation>
    </message>
    <message>
        <source>The keyring no longer holds this secret. Enter it again.</source>
        <translation>このシークレットはキーリングにありません。再入力してください。</translation>
    </message>
    <message>
        <source>A secret access key has no spaces or line breaks inside. Copy it again.</source>
        <translation>シークレットアクセスキーの途中にスペースや改行は入りません。もう一度コピーしてください。</translation>
    </message>
    <message>
        <source>Enter the ARN of the role, such as arn:aws:iam::111122223333:role/s3-reader.</source>
        <translation>ロールの ARN を入力してください (例: arn:aws:iam::111122223333:role/s3-reader)。</translation>
    </message>
    <message>
        <source>Choose the MFA device whose code opens the session.</source>
        <translation>セッションの開始に使うコードを生成する MFA デバイスを選択してください。</translation>
    </message>
    <message>
        <source>This is the ARN of a user. The ARN of an MFA device has :mfa/ instead of :user/.</source>
        <translation>これはユーザーの ARN です。MFA デバイスの ARN では、:user/ の部分が :mfa/ になります。</translation>
    </message>
    <message>
        <source>The device and the role belong to different AWS partitions.</source>
        <translation>デバイスとロールの AWS パーティションが異なります。</translation>
    </message>
    <message>
        <source>This region is in a different partition from the role and the device.</source>
        <translation>このリージョンは、ロールおよびデバイスとは異なるパーティションにあります。</translation>
    </message>
    <message>
        <source>AWS does not issue credentials for that long this way. Choose another duration.</source>
        <translation>この方法では、その有効期間の認証情報を AWS から取得できません。別の有効期間を選択してください。</translation>
    </message>
    <message>
        <source>An MFA session lasts from 15 minutes to 36 hours.</source>
        <translation>MFA セッションは 15 分から 36 時間までです。</translation>
    </message>
    <message>
        <source>Enter the name that CloudTrail shows for the session.</source>
        <translation>CloudTrail に表示されるセッション名を入力してください。</translation>
    </message>
    <message>
        <source>Use 2 to 64 letters without accents, digits or _ + = , . @ -</source>
        <translation>半角英数字と _ + = , . @ - を使用し、2 文字以上 64 文字以内にしてください。</translation>
    </message>
    <message>
        <source>Use at least 2 letters without accents, digits or _ + = , . @ : / -</source>
        <translation>半角英数字と _ + = , . @ : / - を使用し、2 文字以上にしてください。</translation>
    </message>
    <message>
        <source>A session policy can have at most 2,048 characters.</source>
        <translation>セッションポリシーは 2,048 文字以内です。</translation>
    </message>
    <message>
        <source>Fill this in.</source>
        <translation>入力してください。</translation>
    </message>
    <message>
        <source>This is already taken.</source>
        <translation>すでに使用されています。</translation>
    </message>
    <message>
        <source>This is too long.</source>
        <translation>長すぎます。</translation>
    </message>
    <message>
        <source>This contains characters that AWS does not accept here.</source>
        <translation>この項目では使えない文字が含まれています。</translation>
    </message>
    <message>
        <source>This is not the ARN of a role, such as arn:aws:iam::111122223333:role/name.</source>
        <translation>ロールの ARN ではありません (例: arn:aws:iam::111122223333:role/name)。</translation>
    </message>
    <message>
        <source>This is the ARN of a user.</source>
        <translation>これはユーザーの ARN です。</translation>
    </message>
    <message>
        <source>A passkey has no six-digit codes, and STS accepts nothing else.</source>
        <translation>パスキーでは、STS に必要な 6 桁のコードを生成できません。</translation>
    </message>
    <message>
        <source>This is not a device&apos;s serial, such as …:mfa/phone or GAHT12345678.</source>
        <translation>デバイスのシリアル番号ではありません (例: …:mfa/phone、GAHT12345678)。</translation>
    </message>
    <message>
        <source>ASIA keys are temporary. Enter the user&apos;s own; it begins with AKIA.</source>
        <translation>ASIA で始まるキーは一時的なものです。AKIA で始まるユーザー自身のキーを入力してください。</translation>
    </message>
    <message>
        <source>An access key ID is 16 to 128 letters and digits, such as AKIAIOSFODNN7EXAMPLE.</source>
        <translation>アクセスキー ID は 16～128 文字の英数字です (例: AKIAIOSFODNN7EXAMPLE)。</translation>
    </message>
    <message>
        <source>This is more or less than AWS allows.</source>
        <translation>AWS で許可されている範囲外です。</translation>
    </message>
    <message>
        <source>This is not a JSON object; check its commas and braces.</source>
        <translation>JSON オブジェクトではありません。カンマと波括弧を確認してください。</translation>
    </message>
    <message>
        <source>This is not a region. One looks like eu-west-1.</source>
        <translation>リージョンではありません (例: eu-west-1)。</translation>
    </message>
    <message>
        <source>This belongs to another AWS partition.</source>
        <translation>別の AWS パーティションのものです。</translation>
    </message>
    <message>
        <source>Type the six digits that the device shows now.</source>
        <translation>デバイスに現在表示されている 6 桁の数字を入力してください。</translation>
    </message>
    <message>
        <source>A code has six digits; some are still missing.</source>
        <translation>コードは 6 桁です。まだ桁数が足りません。</translation>
    </message>
    <message>
        <source>That is too long: a code has six digits.</source>
        <translation>長すぎます。コードは 6 桁の数字です。</translation>
    </message>
    <message>
        <source>A code has only digits.</source>
        <translation>コードに使えるのは数字だけです。</translation>
    </message>
</context>
<context>
    <name>FolderView</name>
    <message>
        <source>Filter objects</source>
        <translation>オブジェクトの絞り込み</translation>
    </message>
    <message>
        <source>Filter…</source>
        <translation>絞り込み…</translation>
    </message>
    <message>
        <source>Save what is shown as a CSV file</source>
        <translation>表示中のものを CSV ファイルに保存</translation>
    </message>
    <message>
        <source>Export objects</source>
        <translation>オブジェクトをエクスポート</translation>
    </message>
    <message>
        <source>Buckets</source>
        <translation>バケット</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>お待ちください…</translation>
    </message>
</context>
<context>
    <name>ForgettingSection</name>
    <message>
        <source>Forget credentials</source>
        <translation>認証情報の破棄</translation>
    </message>
    <message>
        <source>Long-term access keys always stay. Tools that already have credentials keep them until they expire.</source>
        <translation>長期的なアクセスキーは常に残ります。ツールに渡した認証情報は、AWS での有効期限まで使えます。</translation>
    </message>
    <message>
        <source>When Hourpass qu&amp;its</source>
        <translation>Hourpass の終了時(&amp;I)</translation>
    </message>
    <message>
        <source>When the screen is loc&amp;ked</source>
        <translation>画面のロック時(&amp;K)</translation>
    </message>
    <message>
        <source>After unlocking, you need a new code.</source>
        <translation>ロックの解除後に、新しいコードが必要になります。</translation>
    </message>
    <message>
        <source>&amp;After {0} minutes without keyboard or mouse</source>
        <translation>無操作が続いたとき(&amp;A): {0} 分</translation>
    </message>
    <message>
        <source>Minutes without keyboard or mouse</source>
        <translation>キーボードとマウスの無操作時間 (分)</translation>
    </message>
    <message>
        <source>For a computer that does not lock itself when left alone. You then need a new code.</source>
        <translation>離席時に自動でロックされないコンピュータ向けです。破棄後は新しいコードが必要になります。</translation>
    </message>
    <message>
        <source>After minutes without keyboard or mouse</source>
        <translation>キーボードとマウスの無操作が続いたとき</translation>
    </message>
</context>
<context>
    <name>IconButton</name>
    <message>
        <source>Copied</source>
        <translation>コピーしました</translation>
    </message>
</context>
<context>
    <name>Import</name>
    <message>
        <source>Gets its credentials from its machine or environment (credential_source), so there is nothing to import.</source>
        <translation>実行環境から認証情報を取得するため (credential_source)、インポートは不要です。</translation>
    </message>
    <message>
        <source>It exchanges a token that another program keeps fresh (web_identity_token_file). With that program, it works as is.</source>
        <translation>別のプログラムが最新に保つトークンと引き換えに認証情報を取得します (web_identity_token_file)。そのプログラムがあれば、そのまま使えます。</translation>
    </message>
    <message>
        <source>Its source_profile is missing, or names a profile that does not exist. Fix that in the AWS config file, then look again.</source>
        <translation>source_profile がないか、存在しないプロファイルを指しています。AWS 設定ファイルを修正してから、もう一度確認してください。</translation>
    </message>
    <message>
        <source>Its source profiles form a loop. Fix that in the AWS config file, then look again.</source>
        <translation>source_profile が循環しています。AWS 設定ファイルを修正してから、もう一度確認してください。</translation>
    </message>
    <message>
        <source>[{0}] holds temporary keys, which expire for good. Add a profile by hand with the user&apos;s own key.</source>
        <translation>[{0}] には一時的なキーが含まれており、有効期限が切れると使えなくなります。ユーザー自身のキーを使って、プロファイルを手動で追加してください。</translation>
    </message>
    <message>
        <source>A role that another role assumes asks for a code, but AWS accepts codes only from IAM users. Name the device (mfa_serial) in the first role of the chain.</source>
        <translation>別のロールから引き受けるロールでコードが求められていますが、AWS が受け付けるのは IAM ユーザーのコードだけです。連鎖の最初のロールでデバイス (mfa_serial) を指定してください。</translation>
    </message>
    <message>
        <source>It names an MFA device, but its credentials come from IAM Identity Center: AWS accepts codes only from IAM users.</source>
        <translation>MFA デバイスが指定されていますが、認証情報は IAM Identity Center から取得されます。AWS が受け付けるのは IAM ユーザーのコードだけです。</translation>
    </message>
    <message>
        <source>Its source [{0}] already gets its credentials from Hourpass, so AWS&apos;s tools can use it as is.</source>
        <translation>ソースの [{0}] はすでに Hourpass から認証情報を取得しているため、AWS のツールでそのまま使えます。</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import profiles</source>
        <translation>プロファイルをインポート</translation>
    </message>
    <message>
        <source>Profiles found</source>
        <translation>見つかったプロファイル</translation>
    </message>
    <message>
        <source>&amp;Move the keys out of the credentials file into the keyring</source>
        <translation>キーを認証情報ファイルからキーリングに移動(&amp;M)</translation>
    </message>
    <message>
        <source>Move the keys out of the credentials file into the keyring</source>
        <translation>キーを認証情報ファイルからキーリングに移動</translation>
    </message>
    <message>
        <source>Reading the AWS config files…</source>
        <translation>AWS 設定ファイルを読み取っています…</translation>
    </message>
    <message>
        <source>The keys are copied into the keyring either way. Moving them also removes them from the file: other tools that read them there stop working until they get credentials another way. A backup of the file is kept, without the moved secrets.</source>
        <translation>キーはいずれの場合もキーリングにコピーされます。移動すると、ファイルからも削除されます。ファイルからキーを読み取る他のツールは、別の方法で認証情報を取得するまで動作しなくなります。ファイルのバックアップは、移動したシークレットを除いて保存されます。</translation>
    </message>
    <message>
        <source>The AWS config files contain no profile with an access key or a role. Others do not need Hourpass: AWS&apos;s tools use them as they are.</source>
        <translation>AWS 設定ファイルに、アクセスキーまたはロールを持つプロファイルはありません。その他のプロファイルに Hourpass は必要なく、AWS のツールでそのまま使えます。</translation>
    </message>
    <message>
        <source>Found in the AWS config files. Tick those to use here too; the files do not change unless you move the keys below.</source>
        <translation>AWS 設定ファイルで見つかりました。ここでも使用するプロファイルにチェックを入れてください。下のオプションでキーを移動しない限り、ファイルは変更されません。</translation>
    </message>
    <message>
        <source>Found in the AWS config files, which stay as they are. Tick those to use here too.</source>
        <translation>AWS 設定ファイルで見つかりました (ファイルは変更されません)。ここでも使用するプロファイルにチェックを入れてください。</translation>
    </message>
    <message>
        <source>Found in the AWS config files.</source>
        <translation>AWS 設定ファイルで見つかったプロファイルです。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>閉じる(&amp;L)</translation>
    </message>
    <message>
        <source>Importing…</source>
        <translation>インポート中…</translation>
    </message>
    <message>
        <source>&amp;Import 1 profile</source>
        <translation>1 件のプロファイルをインポート(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Import {0} profiles</source>
        <translation>{0} 件のプロファイルをインポート(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>インポート(&amp;I)</translation>
    </message>
    <message>
        <source>Nothing was imported. The reasons are next to the profiles.</source>
        <translation>インポートされたものはありません。理由は各プロファイルに表示されています。</translation>
    </message>
    <message>
        <source>{0} imported, {1} not; the reasons are next to them.</source>
        <translation>{0} 件をインポートしました。{1} 件はインポートできませんでした (理由は各プロファイルに表示されています)。</translation>
    </message>
    <message>
        <source>{0} imported.</source>
        <translation>{0} 件をインポートしました。</translation>
    </message>
    <message>
        <source>The original credentials file, without the moved secrets: {0}</source>
        <translation>元の認証情報ファイル (移動したシークレットを除く): {0}</translation>
    </message>
    <message>
        <source>The AWS config files were not changed.</source>
        <translation>AWS 設定ファイルは変更されていません。</translation>
    </message>
</context>
<context>
    <name>ImportRowView</name>
    <message>
        <source>MFA device of {0}</source>
        <translation>{0} の MFA デバイス</translation>
    </message>
    <message>
        <source>Credentials for your own user (session token)</source>
        <translation>自分のユーザーの認証情報 (セッショントークン)</translation>
    </message>
    <message>
        <source>Credentials for role {0} in account {1}, through {2}</source>
        <translation>アカウント {1} のロール {0} の認証情報 ({2} を経由)</translation>
    </message>
    <message>
        <source>Credentials for role {0} in account {1}</source>
        <translation>アカウント {1} のロール {0} の認証情報</translation>
    </message>
    <message>
        <source>Credentials for the role {0}</source>
        <translation>ロール {0} の認証情報</translation>
    </message>
    <message>
        <source>Credentials of [{0}], as AWS&apos;s tools get them</source>
        <translation>[{0}] の認証情報 (AWS のツールと同じ方法で取得)</translation>
    </message>
    <message>
        <source>Keys of [{0}], {1}</source>
        <translation>[{0}] のキー ({1})</translation>
    </message>
    <message>
        <source>Keys of [{0}]</source>
        <translation>[{0}] のキー</translation>
    </message>
    <message>
        <source>{0} · device {1}</source>
        <translation>{0} · デバイス {1}</translation>
    </message>
    <message>
        <source>{0} · no MFA device</source>
        <translation>{0} · MFA デバイスなし</translation>
    </message>
    <message>
        <source>Not imported. To import it as well, type the serial of its MFA device.</source>
        <translation>インポートされていません。インポートするには、MFA デバイスのシリアル番号を入力してください。</translation>
    </message>
    <message>
        <source>Imported as {0}.</source>
        <translation>{0} としてインポートしました。</translation>
    </message>
    <message>
        <source>Imported as {0}. Its keys are still in the file. {1}</source>
        <translation>{0} としてインポートしました。キーはまだファイルに残っています。{1}</translation>
    </message>
    <message>
        <source>Will be called {0}, because the name is taken.</source>
        <translation>名前がすでに使用されているため、{0} という名前になります。</translation>
    </message>
    <message>
        <source>AWS is asked without a code.</source>
        <translation>コードなしで AWS にリクエストします。</translation>
    </message>
    <message>
        <source>AWS is asked without a code. Edit the profile later to add a device.</source>
        <translation>コードなしで AWS にリクエストします。デバイスは、後でプロファイルを編集して追加できます。</translation>
    </message>
    <message>
        <source>Already here as {0}.</source>
        <translation>{0} としてすでに追加されています。</translation>
    </message>
    <message>
        <source>Its access key is in neither file. Add this profile by hand instead.</source>
        <translation>アクセスキーがどちらのファイルにもありません。このプロファイルは手動で追加してください。</translation>
    </message>
    <message>
        <source>Its keys are in the keyring now. To use them on their own, add a profile by hand.</source>
        <translation>キーはキーリングに移動しました。キーを単独で使用するには、プロファイルを手動で追加してください。</translation>
    </message>
    <message>
        <source>No MFA device is named in the file. Type its serial to import this profile.</source>
        <translation>ファイルに MFA デバイスの指定がありません。このプロファイルをインポートするには、シリアル番号を入力してください。</translation>
    </message>
</context>
<context>
    <name>Joining</name>
    <message>
        <source>{0} {1}</source>
        <comment>a sentence and the next one</comment>
        <translation>{0}{1}</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <comment>a name in a list and the next one</comment>
        <translation>{0}、{1}</translation>
    </message>
</context>
<context>
    <name>KeyRow</name>
    <message>
        <source>Access key {0}</source>
        <translation>アクセスキー {0}</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>削除…</translation>
    </message>
    <message>
        <source>Delete the access key {0}</source>
        <translation>アクセスキー {0} を削除</translation>
    </message>
</context>
<context>
    <name>LanguageSection</name>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>Lang&amp;uage</source>
        <translation>言語(&amp;U)</translation>
    </message>
    <message>
        <source>Language of Hourpass</source>
        <translation>Hourpass の表示言語</translation>
    </message>
    <message>
        <source>The system&apos;s language</source>
        <translation>システムの言語</translation>
    </message>
    <message>
        <source>A new language takes effect when Hourpass restarts.</source>
        <translation>変更した言語は、Hourpass の再起動後に有効になります。</translation>
    </message>
</context>
<context>
    <name>Leaving</name>
    <message>
        <source>Part of it is already in AWS. Undo deletes that now. If you keep it, you can finish or undo it later from the main window, even after a restart.</source>
        <translation>一部はすでに AWS に作成されています。「元に戻す」を選ぶと削除されます。「残しておく」を選ぶと、再起動後でも、メインウィンドウから完了するか元に戻すことができます。</translation>
    </message>
    <message>
        <source>Part of it is already in the sandbox. Undo deletes that now. If you keep it, you can finish or undo it later from the main window, until the sandbox ends.</source>
        <translation>一部はすでにサンドボックスに作成されています。「元に戻す」を選ぶと削除されます。「残しておく」を選ぶと、サンドボックスが終了するまで、メインウィンドウから完了するか元に戻すことができます。</translation>
    </message>
    <message>
        <source>The setup is not finished</source>
        <translation>セットアップが完了していません</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>元に戻す(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Keep for later</source>
        <translation>残しておく(&amp;K)</translation>
    </message>
    <message>
        <source>C&amp;ontinue</source>
        <translation>続行(&amp;O)</translation>
    </message>
    <message>
        <source>Whatever is left stays in AWS. You can remove it later from the main window, even after a restart.</source>
        <translation>未削除のものは AWS に残ります。再起動後でも、メインウィンドウから削除できます。</translation>
    </message>
    <message>
        <source>Whatever is left stays until the sandbox ends. Until then, you can remove it from the main window.</source>
        <translation>未削除のものは、サンドボックスが終了するまで残ります。それまでは、メインウィンドウから削除できます。</translation>
    </message>
    <message>
        <source>Not everything is undone yet</source>
        <translation>元に戻す処理が完了していません</translation>
    </message>
    <message>
        <source>&amp;Leave the rest for later</source>
        <translation>残りは後で(&amp;L)</translation>
    </message>
    <message>
        <source>Undo the whole setup?</source>
        <translation>セットアップ全体を元に戻しますか?</translation>
    </message>
    <message>
        <source>The setup is complete. Undoing it deletes everything it created in AWS, and the profile and access key on this computer.</source>
        <translation>セットアップは完了しています。元に戻すと、AWS に作成したものはすべて削除され、このコンピュータのプロファイルとアクセスキーも削除されます。</translation>
    </message>
    <message>
        <source>&amp;Keep it</source>
        <translation>残す(&amp;K)</translation>
    </message>
</context>
<context>
    <name>LengthsSection</name>
    <message>
        <source>New profiles</source>
        <translation>新しいプロファイル</translation>
    </message>
    <message>
        <source>&amp;Role credentials</source>
        <translation>ロールの認証情報(&amp;R)</translation>
    </message>
    <message>
        <source>How long role credentials of a new profile last</source>
        <translation>新しいプロファイルのロール認証情報の有効期間</translation>
    </message>
    <message>
        <source>AWS refuses more than the role allows: an hour, unless someone raised it.</source>
        <translation>ロールの最大セッション時間を超えると AWS に拒否されます (変更されていなければ 1 時間)。</translation>
    </message>
    <message>
        <source>&amp;MFA sessions</source>
        <translation>MFA セッション(&amp;M)</translation>
    </message>
    <message>
        <source>How long MFA sessions of a new profile last</source>
        <translation>新しいプロファイルの MFA セッションの有効期間</translation>
    </message>
    <message>
        <source>Also for session tokens. Existing profiles do not change.</source>
        <translation>セッショントークンにも適用されます。既存のプロファイルは変わりません。</translation>
    </message>
</context>
<context>
    <name>ListPage</name>
    <message>
        <source>What will be removed</source>
        <translation>削除されるもの</translation>
    </message>
    <message>
        <source>Credentials issued earlier may last until they expire, but once the policies are gone they open nothing.</source>
        <translation>発行済みの認証情報は有効期限まで残る場合がありますが、ポリシーの削除後は何もできません。</translation>
    </message>
    <message>
        <source>In the way, but not created by Hourpass</source>
        <translation>削除を妨げているもの (Hourpass 以外で作成)</translation>
    </message>
    <message>
        <source>Look &amp;again</source>
        <translation>再確認(&amp;A)</translation>
    </message>
    <message>
        <source>Look again for what is in the way</source>
        <translation>削除を妨げているものを再確認</translation>
    </message>
    <message>
        <source>Hourpass does not touch these. What they hold back can be deleted once you have removed them.</source>
        <translation>Hourpass はこれらを変更しません。先に取り除くと、関連付けられたリソースを削除できます。</translation>
    </message>
    <message>
        <source>Hourpass does not touch these. What they hold back stays until you have removed them; the rest can be deleted now.</source>
        <translation>Hourpass はこれらを変更しません。取り除くまで、関連付けられたリソースは残ります。その他は今すぐ削除できます。</translation>
    </message>
    <message>
        <source>Type {0} to confirm</source>
        <translation>確認のため {0} を入力</translation>
    </message>
    <message>
        <source>&amp;Type the user&apos;s name, {0}, to confirm</source>
        <translation>確認のため、ユーザー名 {0} を入力(&amp;T)</translation>
    </message>
</context>
<context>
    <name>ListingBar</name>
    <message>
        <source>Show only names that contain this (Ctrl+F)</source>
        <translation>入力した文字列を含む名前だけを表示 (Ctrl+F)</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>絞り込みを解除</translation>
    </message>
    <message>
        <source>&amp;Refresh</source>
        <translation>再読み込み(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>Refresh the list (Ctrl+R)</source>
        <translation>一覧を再読み込み (Ctrl+R)</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>エクスポート(&amp;X)…</translation>
    </message>
</context>
<context>
    <name>ListingMessage</name>
    <message>
        <source>What AWS answered</source>
        <translation>AWS の応答</translation>
    </message>
</context>
<context>
    <name>ListingNotice</name>
    <message>
        <source>Try again</source>
        <translation>もう一度試す</translation>
    </message>
    <message>
        <source>What AWS answered</source>
        <translation>AWS の応答</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>非表示</translation>
    </message>
</context>
<context>
    <name>LoginSection</name>
    <message>
        <source>At login</source>
        <translation>ログイン時</translation>
    </message>
    <message>
        <source>Start Hourpass when I &amp;log in</source>
        <translation>ログイン時に Hourpass を起動(&amp;L)</translation>
    </message>
    <message>
        <source>It waits in the tray, without a window, and restores credentials that are still valid.</source>
        <translation>ウィンドウを開かずにトレイで待機し、まだ有効な認証情報を復元します。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>+ &amp;Add profile</source>
        <translation>+ プロファイルを追加(&amp;A)</translation>
    </message>
    <message>
        <source>Add profile</source>
        <translation>プロファイルを追加</translation>
    </message>
    <message>
        <source>Add a profile (Ctrl+N)</source>
        <translation>プロファイルを追加 (Ctrl+N)</translation>
    </message>
    <message>
        <source>Set &amp;up MFA access…</source>
        <translation>MFA をセットアップ(&amp;U)…</translation>
    </message>
    <message>
        <source>Create an IAM user, its role and its MFA device</source>
        <translation>IAM ユーザーと、そのロールおよび MFA デバイスを作成</translation>
    </message>
    <message>
        <source>Profiles</source>
        <translation>プロファイル</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Settings (Ctrl+,)</source>
        <translation>設定 (Ctrl+,)</translation>
    </message>
</context>
<context>
    <name>Methods</name>
    <message>
        <source>Session token</source>
        <translation>セッショントークン</translation>
    </message>
    <message>
        <source>Assume role {0}</source>
        <translation>ロール {0} を引き受ける</translation>
    </message>
    <message>
        <source>Assume role {0}, one code a day</source>
        <translation>ロール {0} を引き受ける (コードは 1 日 1 回)</translation>
    </message>
    <message>
        <source>Your own user (session token)</source>
        <translation>自分のユーザー (セッショントークン)</translation>
    </message>
    <message>
        <source>A role</source>
        <translation>ロール</translation>
    </message>
    <message>
        <source>A role, with one code a day</source>
        <translation>ロール (コードは 1 日 1 回)</translation>
    </message>
    <message>
        <source>A code for each session, which lasts as long as the role allows, up to 12 hours. Its credentials carry no MFA mark in later calls.</source>
        <translation>セッションごとにコードが必要です。セッションはロールが許可する時間 (最大 12 時間) まで続きます。この認証情報による以降の呼び出しには、MFA の情報が含まれません。</translation>
    </message>
    <message>
        <source>One code opens an MFA session; the role is renewed from it without another, for several roles or a whole day. Its credentials last an hour at most and carry no MFA mark in later calls.</source>
        <translation>1 つのコードで MFA セッションを開始し、その後はコードなしでロールの認証情報を更新します。複数のロールを使う場合や、1 日を通して作業する場合に適しています。認証情報は最大 1 時間有効で、以降の呼び出しに MFA の情報は含まれません。</translation>
    </message>
    <message>
        <source>Your user&apos;s own rights with the MFA mark, for policies that ask for it in every call. Up to 36 hours from one code.</source>
        <translation>自分のユーザーのアクセス許可に MFA の情報が付きます。呼び出しのたびに MFA を求めるポリシーに適しています。1 つのコードで最大 36 時間使えます。</translation>
    </message>
    <message>
        <source>A new code for each session.</source>
        <translation>セッションごとに新しいコードが必要です。</translation>
    </message>
    <message>
        <source>One code opens an MFA session; the role is renewed from it.</source>
        <translation>1 つのコードで MFA セッションを開始し、ロールの認証情報を更新します。</translation>
    </message>
    <message>
        <source>Your own permissions, with MFA, for up to 36 hours.</source>
        <translation>自分のユーザーのアクセス許可を、MFA 認証済みの状態で最大 36 時間使えます。</translation>
    </message>
</context>
<context>
    <name>NamesMore</name>
    <message>
        <source>What a code opens in S3</source>
        <translation>コードで許可される S3 の操作</translation>
    </message>
    <message>
        <source>In S3</source>
        <translation>S3 の操作</translation>
    </message>
    <message>
        <source>How long the role&apos;s sessions last at most</source>
        <translation>ロールの最大セッション時間</translation>
    </message>
    <message>
        <source>Maximum session duration</source>
        <translation>最大セッション時間</translation>
    </message>
    <message>
        <source>External ID</source>
        <translation>外部 ID</translation>
    </message>
    <message>
        <source>A word that you agree on with the role&apos;s owner; the role then asks for it. Usually left empty.</source>
        <translation>ロールの所有者と取り決める文字列で、ロールを引き受ける際に求められます。通常は空のままにします。</translation>
    </message>
    <message>
        <source>Name or ARN of an existing role</source>
        <translation>既存のロールの名前または ARN</translation>
    </message>
    <message>
        <source>Existing role</source>
        <translation>既存のロール</translation>
    </message>
    <message>
        <source>Create the role in another acc&amp;ount</source>
        <translation>別のアカウントにロールを作成(&amp;O)</translation>
    </message>
    <message>
        <source>Create the role in another account</source>
        <translation>別のアカウントにロールを作成</translation>
    </message>
    <message>
        <source>The existing role settles this.</source>
        <translation>既存のロールの設定に従います。</translation>
    </message>
    <message>
        <source>The upper limit; you choose the duration each time.</source>
        <translation>上限です。認証情報の有効期間は、取得のたびに選択できます。</translation>
    </message>
    <message>
        <source>Asking AWS for this role…</source>
        <translation>AWS でこのロールを確認しています…</translation>
    </message>
    <message>
        <source>In another account; it cannot be looked at from here.</source>
        <translation>別のアカウントにあるため、ここからは確認できません。</translation>
    </message>
    <message>
        <source>{0} Give the role&apos;s ARN instead.</source>
        <comment>what went wrong</comment>
        <translation>{0} 代わりにロールの ARN を入力してください。</translation>
    </message>
    <message>
        <source>&amp;More options</source>
        <translation>その他のオプション(&amp;M)</translation>
    </message>
    <message>
        <source>The name of a role in this account, or an ARN. If empty, a role is created.</source>
        <translation>このアカウントのロール名または ARN です。空のままにすると、ロールが作成されます。</translation>
    </message>
</context>
<context>
    <name>NamesPage</name>
    <message>
        <source>What to create</source>
        <translation>作成するもの</translation>
    </message>
    <message>
        <source>Hourpass proposes names that are still free. Everything gets the path /hourpass/.</source>
        <translation>Hourpass は未使用の名前を提案します。すべてにパス /hourpass/ が付きます。</translation>
    </message>
    <message>
        <source>&amp;User</source>
        <translation>ユーザー(&amp;U)</translation>
    </message>
    <message>
        <source>Name of the user</source>
        <translation>ユーザー名</translation>
    </message>
    <message>
        <source>M&amp;FA device</source>
        <translation>MFA デバイス(&amp;F)</translation>
    </message>
    <message>
        <source>Name of the MFA device</source>
        <translation>MFA デバイスの名前</translation>
    </message>
    <message>
        <source>&amp;Role</source>
        <translation>ロール(&amp;R)</translation>
    </message>
    <message>
        <source>Name of the role</source>
        <translation>ロール名</translation>
    </message>
    <message>
        <source>An existing user is used, as chosen under More options.</source>
        <translation>「その他のオプション」で選択した既存のユーザーを使用します。</translation>
    </message>
    <message>
        <source>Your phone will show this name above the code.</source>
        <translation>スマートフォンで、この名前がコードの上に表示されます。</translation>
    </message>
    <message>
        <source>A device of the user is used, as chosen under More options.</source>
        <translation>「その他のオプション」で選択したユーザーのデバイスを使用します。</translation>
    </message>
    <message>
        <source>An existing role is used, as chosen under More options.</source>
        <translation>「その他のオプション」で選択した既存のロールを使用します。</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <comment>a field, what is wrong with it</comment>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>The other account&apos;s administrator lacks permissions; they are named above.</source>
        <translation>もう一方のアカウントの管理者にアクセス許可が不足しています。不足しているものは上に表示されています。</translation>
    </message>
    <message>
        <source>These credentials seem to lack permissions for this.</source>
        <translation>この認証情報には、必要なアクセス許可が不足しているようです。</translation>
    </message>
</context>
<context>
    <name>NewCodePage</name>
    <message>
        <source>Code from the new phone</source>
        <translation>新しいスマートフォンのコード</translation>
    </message>
    <message>
        <source>{0} is registered. One more code from it confirms that AWS accepts them; then the old device is removed.</source>
        <translation>{0} を登録しました。もう 1 つコードを入力して、AWS に受け付けられることを確認します。その後、古いデバイスは削除されます。</translation>
    </message>
    <message>
        <source>Asking AWS…</source>
        <translation>AWS に確認しています…</translation>
    </message>
    <message>
        <source>Code from the new phone — type the one shown in {0} s</source>
        <translation>新しいスマートフォンのコード — {0} 秒後に表示されるコードを入力</translation>
    </message>
</context>
<context>
    <name>NoAnswer</name>
    <message>
        <source>Hourpass seems to be running already, but does not answer.</source>
        <translation>Hourpass はすでに実行中のようですが、応答がありません。</translation>
    </message>
    <message>
        <source>Wait a moment, then start it again.</source>
        <translation>しばらく待ってから、もう一度起動してください。</translation>
    </message>
</context>
<context>
    <name>Notifications</name>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
</context>
<context>
    <name>ObjectMessage</name>
    <message>
        <source>Objects</source>
        <translation>オブジェクト</translation>
    </message>
    <message>
        <source>Back to the buckets</source>
        <translation>バケットに戻る</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>もう一度確認</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>続行</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>もう一度試す</translation>
    </message>
    <message>
        <source>Nothing has arrived yet, but there is more.</source>
        <translation>まだ何も取得していませんが、続きがあります。</translation>
    </message>
    <message>
        <source>Asking AWS for the objects…</source>
        <translation>AWS からオブジェクトを取得しています…</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>絞り込みを解除</translation>
    </message>
</context>
<context>
    <name>ObjectModel</name>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>サイズ</translation>
    </message>
    <message>
        <source>Last modified</source>
        <translation>最終更新日時</translation>
    </message>
    <message>
        <source>Storage class</source>
        <translation>ストレージクラス</translation>
    </message>
    <message>
        <source>Folder {0}</source>
        <translation>フォルダ {0}</translation>
    </message>
</context>
<context>
    <name>ObjectNotice</name>
    <message>
        <source>Load all</source>
        <translation>すべて読み込む</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>続行</translation>
    </message>
    <message>
        <source>{0} saved to {1}.</source>
        <translation>{0}の一覧を {1} に保存しました。</translation>
    </message>
</context>
<context>
    <name>ObjectTable</name>
    <message>
        <source>Objects</source>
        <translation>オブジェクト</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>開く(&amp;O)</translation>
    </message>
    <message>
        <source>Copy &amp;keys</source>
        <translation>キーをコピー(&amp;K)</translation>
    </message>
    <message>
        <source>Copy &amp;key</source>
        <translation>キーをコピー(&amp;K)</translation>
    </message>
    <message>
        <source>Copy S3 &amp;URIs</source>
        <translation>S3 URI をコピー(&amp;U)</translation>
    </message>
    <message>
        <source>Copy S3 &amp;URI</source>
        <translation>S3 URI をコピー(&amp;U)</translation>
    </message>
    <message>
        <source>Copy &amp;ARNs</source>
        <translation>ARN をコピー(&amp;A)</translation>
    </message>
    <message>
        <source>Copy &amp;ARN</source>
        <translation>ARN をコピー(&amp;A)</translation>
    </message>
    <message>
        <source>Copy as &amp;CSV rows</source>
        <translation>CSV 行としてコピー(&amp;C)</translation>
    </message>
    <message>
        <source>Copy as &amp;CSV row</source>
        <translation>CSV 行としてコピー(&amp;C)</translation>
    </message>
    <message>
        <source>Sort by na&amp;me</source>
        <translation>名前で並べ替え(&amp;M)</translation>
    </message>
    <message>
        <source>Sort by &amp;size</source>
        <translation>サイズで並べ替え(&amp;S)</translation>
    </message>
    <message>
        <source>Sort by &amp;date</source>
        <translation>最終更新日時で並べ替え(&amp;D)</translation>
    </message>
    <message>
        <source>Sort by storage c&amp;lass</source>
        <translation>ストレージクラスで並べ替え(&amp;L)</translation>
    </message>
</context>
<context>
    <name>Objects</name>
    <message>
        <source>(no name)</source>
        <translation>(名前なし)</translation>
    </message>
    <message>
        <source>{0} B</source>
        <comment>bytes, as short as kB</comment>
        <translation>{0} B</translation>
    </message>
    <message>
        <source>1 byte</source>
        <translation>1 バイト</translation>
    </message>
    <message>
        <source>{0} bytes</source>
        <translation>{0} バイト</translation>
    </message>
    <message>
        <source>1 object</source>
        <translation>オブジェクト 1 個</translation>
    </message>
    <message>
        <source>%Ln objects</source>
        <translation>オブジェクト %Ln 個</translation>
    </message>
    <message>
        <source>1 folder</source>
        <translation>フォルダ 1 個</translation>
    </message>
    <message>
        <source>%Ln folders</source>
        <translation>フォルダ %Ln 個</translation>
    </message>
    <message>
        <source>%Ln items</source>
        <comment>folders and objects</comment>
        <translation>項目 %Ln 個</translation>
    </message>
    <message>
        <source>1 row</source>
        <translation>1 行</translation>
    </message>
    <message>
        <source>%Ln rows</source>
        <translation>%Ln 行</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>読み込み中…</translation>
    </message>
    <message>
        <source>Loading… {0}</source>
        <comment>how many so far</comment>
        <translation>読み込み中… {0}</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <comment>3 of 6 objects</comment>
        <translation>{1}中 {0} 個</translation>
    </message>
    <message>
        <source>%Ln</source>
        <comment>a number</comment>
        <translation>%Ln</translation>
    </message>
    <message>
        <source>{0} so far</source>
        <comment>1,000 objects so far</comment>
        <translation>{0} (途中まで)</translation>
    </message>
    <message>
        <source>{0} and more</source>
        <comment>12,000 objects and more</comment>
        <translation>{0}以上</translation>
    </message>
    <message>
        <source>Only the first {0} are shown. Type the start of a name, and ask AWS for it.</source>
        <translation>最初の {0} 個だけを表示しています。名前の先頭を入力して AWS に問い合わせてください。</translation>
    </message>
    <message>
        <source>The first {0} are shown. More load when you scroll to the end.</source>
        <translation>最初の {0} 個を表示しています。末尾までスクロールすると続きを読み込みます。</translation>
    </message>
    <message>
        <source>Stopped before anything arrived.</source>
        <translation>何も取得しないうちに停止しました。</translation>
    </message>
    <message>
        <source>Stopped after {0}. There may be more.</source>
        <translation>{0}で停止しました。他にもある可能性があります。</translation>
    </message>
    <message>
        <source>No name here contains “{0}”.</source>
        <translation>名前に「{0}」を含むものはありません。</translation>
    </message>
    <message>
        <source>None of the names loaded so far contains “{0}”.</source>
        <translation>これまでに読み込んだ名前に「{0}」を含むものはありません。</translation>
    </message>
    <message>
        <source>Names that begin with “{0}”</source>
        <translation>「{0}」で始まる名前</translation>
    </message>
    <message>
        <source>“{0}…”</source>
        <comment>names that begin so</comment>
        <translation>「{0}…」</translation>
    </message>
    <message>
        <source>No name begins with “{0}”.</source>
        <translation>「{0}」で始まる名前はありません。</translation>
    </message>
    <message>
        <source>Keys are case-sensitive.</source>
        <translation>キーでは大文字と小文字が区別されます。</translation>
    </message>
    <message>
        <source>This folder is empty.</source>
        <translation>このフォルダは空です。</translation>
    </message>
    <message>
        <source>No objects under {0}. Some tools create empty folders like this one.</source>
        <translation>{0} の下にオブジェクトはありません。一部のツールは、このような空のフォルダを作成します。</translation>
    </message>
    <message>
        <source>{0} is empty.</source>
        <translation>{0} は空です。</translation>
    </message>
    <message>
        <source>Everything works, there is just nothing in this bucket. Earlier versions of deleted objects are not shown here.</source>
        <translation>問題はありません。このバケットに何も入っていないだけです。削除されたオブジェクトの以前のバージョンは、ここには表示されません。</translation>
    </message>
    <message>
        <source>The bucket {0} no longer exists.</source>
        <translation>バケット {0} はもう存在しません。</translation>
    </message>
    <message>
        <source>It was deleted after the buckets were listed.</source>
        <translation>バケットの一覧を取得した後に削除されました。</translation>
    </message>
    <message>
        <source>Go back to the buckets and refresh them.</source>
        <translation>バケットに戻って再読み込みしてください。</translation>
    </message>
    <message>
        <source>You may not list “{0}” in {1}.</source>
        <translation>{1} の「{0}」を一覧表示するアクセス許可がありません。</translation>
    </message>
    <message>
        <source>You may not list the objects in {0}.</source>
        <translation>{0} のオブジェクトを一覧表示するアクセス許可がありません。</translation>
    </message>
    <message>
        <source>AWS answered AccessDenied: a policy of the role, the user, the bucket or the organization forbids s3:ListBucket here.</source>
        <translation>AWS の応答: AccessDenied。ロール、ユーザー、バケット、組織のいずれかのポリシーで、このバケットに対する s3:ListBucket が拒否されています。</translation>
    </message>
    <message>
        <source>Ask the account&apos;s administrator: more permissions do not help, the statement that denies it has to change.</source>
        <translation>アカウントの管理者に問い合わせてください。アクセス許可を追加しても解決しません。拒否しているステートメントの変更が必要です。</translation>
    </message>
    <message>
        <source>AWS answered AccessDenied: no policy of these credentials allows s3:ListBucket here.</source>
        <translation>AWS の応答: AccessDenied。この認証情報には、このバケットに対する s3:ListBucket を許可するポリシーがありません。</translation>
    </message>
    <message>
        <source>Ask the account&apos;s administrator for s3:ListBucket with the prefix “{0}”. You may have access to other folders.</source>
        <translation>アカウントの管理者に、プレフィックス「{0}」に対する s3:ListBucket の許可を依頼してください。他のフォルダにはアクセスできる可能性があります。</translation>
    </message>
    <message>
        <source>Ask the account&apos;s administrator for a policy that allows s3:ListBucket on this bucket. Seeing the bucket&apos;s name takes a different permission.</source>
        <translation>アカウントの管理者に、このバケットに対する s3:ListBucket を許可するポリシーの追加を依頼してください。バケット名の表示とは別のアクセス許可です。</translation>
    </message>
</context>
<context>
    <name>OutlinedTable</name>
    <message>
        <source>Copied</source>
        <translation>コピーしました</translation>
    </message>
</context>
<context>
    <name>PairFlaws</name>
    <message>
        <source>This code is not from the new device. Choose its entry in your authenticator app, and type the code shown now.</source>
        <translation>新しいデバイスのコードではありません。認証アプリで該当する項目を選び、現在表示されているコードを入力してください。</translation>
    </message>
    <message>
        <source>This is the first code again. Wait until your phone shows the next one.</source>
        <translation>1 つ目と同じコードです。スマートフォンに次のコードが表示されるまで待ってください。</translation>
    </message>
    <message>
        <source>This code came before the first one. Type the one that your phone shows next.</source>
        <translation>1 つ目より前のコードです。スマートフォンに次に表示されるコードを入力してください。</translation>
    </message>
    <message>
        <source>This code was already used, as one of the two before. Wait for the next one.</source>
        <translation>このコードは先ほどの 2 つのうちの 1 つで、使用済みです。次のコードを待ってください。</translation>
    </message>
    <message>
        <source>These codes are not consecutive. Type the code shown now as the first one, then the next one.</source>
        <translation>2 つのコードが連続していません。現在表示されているコードを 1 つ目として入力し、続けて次のコードを入力してください。</translation>
    </message>
    <message>
        <source>Your phone&apos;s clock is about {0} ahead. Turn on automatic time there, then type two new codes.</source>
        <translation>スマートフォンの時計が約 {0}進んでいます。時刻の自動設定をオンにしてから、新しいコードを 2 つ入力してください。</translation>
    </message>
    <message>
        <source>Your phone&apos;s clock is about {0} behind. Turn on automatic time there, then type two new codes.</source>
        <translation>スマートフォンの時計が約 {0}遅れています。時刻の自動設定をオンにしてから、新しいコードを 2 つ入力してください。</translation>
    </message>
    <message>
        <source>Your phone&apos;s clock is off. Turn on automatic time there, then type two new codes.</source>
        <translation>スマートフォンの時計がずれています。時刻の自動設定をオンにしてから、新しいコードを 2 つ入力してください。</translation>
    </message>
    <message>
        <source>{0} s</source>
        <comment>seconds</comment>
        <translation>{0} 秒</translation>
    </message>
</context>
<context>
    <name>PairPanel</name>
    <message>
        <source>Scan with the practice &amp;authenticator</source>
        <translation>練習用認証アプリでスキャン(&amp;A)</translation>
    </message>
    <message>
        <source>Device registered</source>
        <translation>デバイスを登録しました</translation>
    </message>
    <message>
        <source>Google Authenticator, Microsoft Authenticator, 1Password, Aegis… Then type two codes in a row: the one shown now, and the next one.</source>
        <translation>Google Authenticator、Microsoft Authenticator、1Password、Aegis などに登録し、連続する 2 つのコード (現在のコードとその次のコード) を入力してください。</translation>
    </message>
    <message>
        <source>AWS accepted both codes. Keep the entry in your authenticator app: every later code comes from it.</source>
        <translation>AWS は両方のコードを受け付けました。今後のコードもこの項目から取得するため、認証アプリから削除しないでください。</translation>
    </message>
    <message>
        <source>Type this into your authenticator app</source>
        <translation>認証アプリに入力してください</translation>
    </message>
    <message>
        <source>Show the &amp;QR code</source>
        <translation>QR コードを表示(&amp;Q)</translation>
    </message>
    <message>
        <source>Can&apos;t scan? &amp;Show the secret key</source>
        <translation>シークレットキーを表示(&amp;S)</translation>
    </message>
</context>
<context>
    <name>Passphrases</name>
    <message>
        <source>Use at least {0} characters.</source>
        <translation>{0} 文字以上にしてください。</translation>
    </message>
    <message>
        <source>They do not match. Type the same passphrase twice.</source>
        <translation>一致しません。同じパスフレーズを 2 回入力してください。</translation>
    </message>
    <message>
        <source>At least {0} characters; four or five words work well.</source>
        <translation>{0} 文字以上。単語 4、5 個が目安です。</translation>
    </message>
    <message>
        <source>Still too short: at least {0} characters.</source>
        <translation>まだ短すぎます。{0} 文字以上にしてください。</translation>
    </message>
    <message>
        <source>Fair. Longer is better: add a word or two.</source>
        <translation>まずまずの強度です。単語をあと 1、2 個加えると、より安全になります。</translation>
    </message>
    <message>
        <source>Good.</source>
        <translation>十分な強度です。</translation>
    </message>
</context>
<context>
    <name>PathBar</name>
    <message>
        <source>Path</source>
        <translation>パス</translation>
    </message>
    <message>
        <source>Copy the folder&apos;s S3 URI</source>
        <translation>フォルダの S3 URI をコピー</translation>
    </message>
    <message>
        <source>Back to {0} (Backspace or Alt+Up)</source>
        <translation>{0} に戻る (Backspace または Alt+Up)</translation>
    </message>
    <message>
        <source>Folders between</source>
        <translation>途中のフォルダ</translation>
    </message>
</context>
<context>
    <name>Permissions</name>
    <message>
        <source>A role (recommended)</source>
        <translation>ロール (推奨)</translation>
    </message>
    <message>
        <source>The user itself, for a session</source>
        <translation>ユーザー自身 (セッション)</translation>
    </message>
    <message>
        <source>The user may do nothing but assume a role that requires MFA. A stolen access key opens nothing without a code, and a session ends within hours.</source>
        <translation>ユーザーに許可されるのは、MFA が必須のロールを引き受けることだけです。アクセスキーが盗まれてもコードなしでは何もできず、セッションは数時間で終了します。</translation>
    </message>
    <message>
        <source>The user holds the permissions itself, but only with MFA. There is no role to look after, and one code is good for up to 36 hours; a permission added later without that condition is open to the bare key.</source>
        <translation>MFA を条件に、ユーザー自身がアクセス許可を持ちます。ロールの管理が不要で、1 つのコードで最大 36 時間使えます。ただし、後からこの条件なしで追加したアクセス許可は、アクセスキーだけで使えてしまいます。</translation>
    </message>
    <message>
        <source>List buckets</source>
        <translation>バケットの一覧表示</translation>
    </message>
    <message>
        <source>List buckets and objects</source>
        <translation>バケットとオブジェクトの一覧表示</translation>
    </message>
    <message>
        <source>List and read everything</source>
        <translation>すべての一覧表示と読み取り</translation>
    </message>
    <message>
        <source>Sees the names of all buckets in the account, and nothing of what is in them.</source>
        <translation>アカウントのすべてのバケットの名前を表示できます。中身は表示できません。</translation>
    </message>
    <message>
        <source>Sees all buckets and the names, sizes and dates of the objects in them, but opens none.</source>
        <translation>すべてのバケットと、その中のオブジェクトの名前、サイズ、日付を表示できます。オブジェクトを開くことはできません。</translation>
    </message>
    <message>
        <source>Sees all buckets and can download every object in them; changes and deletes nothing.</source>
        <translation>すべてのバケットを表示し、すべてのオブジェクトをダウンロードできます。変更や削除はできません。</translation>
    </message>
</context>
<context>
    <name>PlacesSection</name>
    <message>
        <source>On this computer</source>
        <translation>このコンピュータ</translation>
    </message>
    <message>
        <source>Secrets</source>
        <translation>秘密情報</translation>
    </message>
    <message>
        <source>Settings file</source>
        <translation>設定ファイル</translation>
    </message>
</context>
<context>
    <name>PlanExport</name>
    <message>
        <source>&amp;CloudFormation template for account {0}…</source>
        <translation>アカウント {0} の CloudFormation テンプレート(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;CloudFormation template…</source>
        <translation>CloudFormation テンプレート(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Text…</source>
        <translation>テキスト(&amp;T)…</translation>
    </message>
    <message>
        <source>Save the plan</source>
        <translation>プランを保存</translation>
    </message>
    <message>
        <source>CloudFormation template (*.json)</source>
        <translation>CloudFormation テンプレート (*.json)</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>テキスト (*.txt)</translation>
    </message>
</context>
<context>
    <name>PlanText</name>
    <message>
        <source>MFA access for {0} in the AWS account {1}</source>
        <translation>AWS アカウント {1} の {0} 用 MFA アクセス</translation>
    </message>
    <message>
        <source>Used as is, neither created nor changed:</source>
        <translation>そのまま使用 (作成も変更も行いません):</translation>
    </message>
    <message>
        <source>{0}, in the account {1}</source>
        <comment>a call of AWS&apos;s API, an account</comment>
        <translation>{0} (アカウント {1})</translation>
    </message>
</context>
<context>
    <name>PlanView</name>
    <message>
        <source>What will be done in AWS</source>
        <translation>AWS で実行される内容</translation>
    </message>
</context>
<context>
    <name>ProblemPanel</name>
    <message>
        <source>What AWS answered</source>
        <translation>AWS の応答</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>コピー(&amp;C)</translation>
    </message>
    <message>
        <source>Copy what AWS answered</source>
        <translation>AWS の応答をコピー</translation>
    </message>
    <message>
        <source>Hide &amp;details</source>
        <translation>詳細を非表示(&amp;D)</translation>
    </message>
    <message>
        <source>Show &amp;details</source>
        <translation>詳細を表示(&amp;D)</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>コピーしました</translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message>
        <source>{path} was changed in the meantime.</source>
        <translation>{path} が他のプログラムで変更されました。</translation>
    </message>
    <message>
        <source>The file was changed in the meantime.</source>
        <translation>ファイルが他のプログラムで変更されました。</translation>
    </message>
    <message>
        <source>An editor or another tool has written to it since Hourpass last read it. Hourpass has not touched it.</source>
        <translation>Hourpass が確認した後に、エディタまたは他のツールがファイルに書き込みました。Hourpass はファイルを変更していません。</translation>
    </message>
    <message>
        <source>Review the change again, then make it.</source>
        <translation>変更内容をもう一度確認してから実行してください。</translation>
    </message>
    <message>
        <source>{path} already has a section for {section}.</source>
        <translation>{path} には {section} のセクションがすでにあります。</translation>
    </message>
    <message>
        <source>The file already has a section of that name.</source>
        <translation>ファイルに同じ名前のセクションがすでにあります。</translation>
    </message>
    <message>
        <source>Hourpass did not write it for this profile, so it leaves it alone. With two sections of the same name, the AWS CLI could not read the file.</source>
        <translation>このプロファイル用に Hourpass が書き込んだものではないため、変更しません。同じ名前のセクションが 2 つあると、AWS CLI がファイルを読み取れなくなります。</translation>
    </message>
    <message>
        <source>Choose another name, or remove that section in a text editor.</source>
        <translation>別の名前にするか、テキストエディタでそのセクションを削除してください。</translation>
    </message>
    <message>
        <source>Not every tool can use {section} as a profile&apos;s name.</source>
        <translation>{section} をプロファイル名として使えないツールがあります。</translation>
    </message>
    <message>
        <source>Not every tool can use this as a profile&apos;s name.</source>
        <translation>この名前をプロファイル名として使えないツールがあります。</translation>
    </message>
    <message>
        <source>It is too long, already means something else, or contains spaces, letters other than a to z or symbols that some AWS SDKs do not read.</source>
        <translation>名前が長すぎるか、スペース、a から z 以外の文字、一部の AWS SDK が無視する記号を含んでいるか、別の意味を持っています。</translation>
    </message>
    <message>
        <source>Choose a name of at most 64 letters, digits, hyphens, underscores and full stops.</source>
        <translation>半角英数字、ハイフン、アンダースコア、ピリオドを使った 64 文字以内の名前にしてください。</translation>
    </message>
    <message>
        <source>The section that Hourpass wrote to {path} was changed by hand.</source>
        <translation>Hourpass が {path} に書き込んだセクションが、手動で変更されています。</translation>
    </message>
    <message>
        <source>The section that Hourpass wrote was changed by hand.</source>
        <translation>Hourpass が書き込んだセクションが、手動で変更されています。</translation>
    </message>
    <message>
        <source>One of the two comment lines around it is missing; the other is line {line}. So Hourpass cannot tell which part is its own.</source>
        <translation>セクションを囲む 2 行のコメントの一方がありません (もう一方は {line} 行目)。そのため、Hourpass が書き込んだ範囲を判断できません。</translation>
    </message>
    <message>
        <source>One of the two comment lines around it is missing. So Hourpass cannot tell which part is its own.</source>
        <translation>セクションを囲む 2 行のコメントの一方がありません。そのため、Hourpass が書き込んだ範囲を判断できません。</translation>
    </message>
    <message>
        <source>In a text editor, remove that section and the lines that mention Hourpass, then try again.</source>
        <translation>テキストエディタで、そのセクションと Hourpass の名前を含む行を削除してから、もう一度試してください。</translation>
    </message>
    <message>
        <source>Not every tool could start {helper}.</source>
        <translation>{helper} を起動できないツールがあります。</translation>
    </message>
    <message>
        <source>Not every tool could start Hourpass from where it is installed.</source>
        <translation>インストール先のパスが原因で、Hourpass を起動できないツールがあります。</translation>
    </message>
    <message>
        <source>Its path has a space or another character that means something to a shell, and some AWS SDKs drop the quotes that would help.</source>
        <translation>パスに、スペースなどシェルで特別な意味を持つ文字が含まれています。引用符で囲めば解決しますが、一部の AWS SDK は引用符を取り除きます。</translation>
    </message>
    <message>
        <source>Install Hourpass in a folder without such characters in its path, then try again.</source>
        <translation>パスにそのような文字を含まないフォルダに Hourpass をインストールしてから、もう一度試してください。</translation>
    </message>
    <message>
        <source>A session token does not open the AWS console.</source>
        <translation>セッショントークンでは AWS コンソールを開けません。</translation>
    </message>
    <message>
        <source>AWS signs you in to the console only with a role&apos;s credentials, not with a user&apos;s.</source>
        <translation>AWS コンソールへのサインインに使えるのは、ユーザーの認証情報ではなく、ロールの認証情報だけです。</translation>
    </message>
    <message>
        <source>Use a profile that assumes a role, or sign in to the console with your user name and password.</source>
        <translation>ロールを引き受けるプロファイルを使用するか、ユーザー名とパスワードでコンソールにサインインしてください。</translation>
    </message>
    <message>
        <source>A session token does not open the AWS console: AWS accepts only a role&apos;s credentials.</source>
        <translation>セッショントークンでは AWS コンソールを開けません。AWS が受け付けるのはロールの認証情報だけです。</translation>
    </message>
    <message>
        <source>AWS does not allow a console session of {asked_span}.</source>
        <translation>AWS では {asked_span}のコンソールセッションを開始できません。</translation>
    </message>
    <message>
        <source>AWS does not allow a console session that long.</source>
        <translation>AWS では、その長さのコンソールセッションを開始できません。</translation>
    </message>
    <message>
        <source>A console session lasts 15 minutes to 12 hours; with credentials from an MFA session, it lasts as long as they do.</source>
        <translation>コンソールセッションは 15 分から 12 時間までです。MFA セッションから取得した認証情報では、その認証情報の有効期限までです。</translation>
    </message>
    <message>
        <source>Get new credentials and try again.</source>
        <translation>新しい認証情報を取得して、もう一度試してください。</translation>
    </message>
    <message>
        <source>Hourpass does not know the console of the partition {partition}.</source>
        <translation>Hourpass は、パーティション {partition} のコンソールに対応していません。</translation>
    </message>
    <message>
        <source>Hourpass does not know the console of this partition.</source>
        <translation>Hourpass は、このパーティションのコンソールに対応していません。</translation>
    </message>
    <message>
        <source>It opens only the consoles of AWS, AWS in China and AWS GovCloud (US).</source>
        <translation>開けるのは、AWS、中国の AWS、AWS GovCloud (US) のコンソールだけです。</translation>
    </message>
    <message>
        <source>Sign in to the console in your browser, the way your organisation does. The credentials are fine.</source>
        <translation>組織で決められた方法で、ブラウザからコンソールにサインインしてください。認証情報に問題はありません。</translation>
    </message>
    <message>
        <source>The connection to {endpoint} would not be encrypted.</source>
        <translation>{endpoint} への接続が暗号化されません。</translation>
    </message>
    <message>
        <source>The connection would not be encrypted.</source>
        <translation>接続が暗号化されません。</translation>
    </message>
    <message>
        <source>Opening the console sends the credentials themselves. This time, nothing was sent.</source>
        <translation>コンソールを開くには、認証情報そのものを送信する必要があります。今回は何も送信していません。</translation>
    </message>
    <message>
        <source>Set AWS_ENDPOINT_URL_SIGNIN or AWS_ENDPOINT_URL to an https address, or to one on this computer.</source>
        <translation>AWS_ENDPOINT_URL_SIGNIN または AWS_ENDPOINT_URL に、https のアドレスか、このコンピュータのアドレスを設定してください。</translation>
    </message>
    <message>
        <source>The name {endpoint} could not be found.</source>
        <translation>{endpoint} の名前を解決できませんでした。</translation>
    </message>
    <message>
        <source>The server&apos;s name could not be found.</source>
        <translation>サーバーの名前を解決できませんでした。</translation>
    </message>
    <message>
        <source>This computer is offline, its name service does not answer, or there is no such region or endpoint.</source>
        <translation>このコンピュータがオフラインか、DNS が応答していないか、該当するリージョンまたはエンドポイントが存在しません。</translation>
    </message>
    <message>
        <source>Check the network connection and the profile&apos;s region, then try again.</source>
        <translation>ネットワーク接続とプロファイルのリージョンを確認してから、もう一度試してください。</translation>
    </message>
    <message>
        <source>{endpoint} refused the connection.</source>
        <translation>{endpoint} が接続を拒否しました。</translation>
    </message>
    <message>
        <source>The server refused the connection.</source>
        <translation>サーバーが接続を拒否しました。</translation>
    </message>
    <message>
        <source>Nothing listens there, or a firewall turns connections away.</source>
        <translation>接続先で何も待ち受けていないか、ファイアウォールが接続を拒否しています。</translation>
    </message>
    <message>
        <source>If AWS_ENDPOINT_URL is set, check its host and port and that the server runs. Then try again.</source>
        <translation>AWS_ENDPOINT_URL を設定している場合は、ホストとポート、およびサーバーが動作していることを確認してから、もう一度試してください。</translation>
    </message>
    <message>
        <source>{endpoint} cannot be reached.</source>
        <translation>{endpoint} に接続できません。</translation>
    </message>
    <message>
        <source>AWS cannot be reached.</source>
        <translation>AWS に接続できません。</translation>
    </message>
    <message>
        <source>There is no way through the network, or the connection broke off.</source>
        <translation>ネットワークの経路がないか、接続が切断されました。</translation>
    </message>
    <message>
        <source>Check the network connection, VPN and firewall, then try again.</source>
        <translation>ネットワーク接続、VPN、ファイアウォールを確認してから、もう一度試してください。</translation>
    </message>
    <message>
        <source>{endpoint} cannot be reached. Check the network, then try again.</source>
        <translation>{endpoint} に接続できません。ネットワークを確認してから、もう一度試してください。</translation>
    </message>
    <message>
        <source>AWS cannot be reached. Check the network, then try again.</source>
        <translation>AWS に接続できません。ネットワークを確認してから、もう一度試してください。</translation>
    </message>
    <message>
        <source>{endpoint} did not answer in time.</source>
        <translation>{endpoint} から時間内に応答がありませんでした。</translation>
    </message>
    <message>
        <source>AWS did not answer in time.</source>
        <translation>AWS から時間内に応答がありませんでした。</translation>
    </message>
    <message>
        <source>The network is slow, or something on the way swallows the request.</source>
        <translation>ネットワークが遅いか、リクエストが途中で失われています。</translation>
    </message>
    <message>
        <source>Check the network connection and try again. A code that {code_operation} took along may be spent: type a fresh one.</source>
        <translation>ネットワーク接続を確認してから、もう一度試してください。{code_operation} で送信したコードは使用済みの可能性があります。新しいコードを入力してください。</translation>
    </message>
    <message>
        <source>Check the network connection and try again.</source>
        <translation>ネットワーク接続を確認してから、もう一度試してください。</translation>
    </message>
    <message>
        <source>The secure connection to {endpoint} could not be trusted.</source>
        <translation>{endpoint} との安全な接続を確立できませんでした。</translation>
    </message>
    <message>
        <source>The secure connection could not be trusted.</source>
        <translation>安全な接続を確立できませんでした。</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not one that this computer trusts. Company proxies that look into connections use certificates of their own.</source>
        <translation>サーバーの証明書が、このコンピュータで信頼されていません。通信を検査する企業のプロキシは、独自の証明書を使用します。</translation>
    </message>
    <message>
        <source>If your company has its own CA, set AWS_CA_BUNDLE to its certificate file and start Hourpass again. Otherwise do not go on in this network.</source>
        <translation>社内に独自の CA がある場合は、AWS_CA_BUNDLE にその証明書ファイルを設定してから Hourpass を再起動してください。そうでない場合は、このネットワークで続行しないでください。</translation>
    </message>
    <message>
        <source>The proxy did not let the connection to {endpoint} through.</source>
        <translation>プロキシ経由で {endpoint} に接続できませんでした。</translation>
    </message>
    <message>
        <source>The proxy did not let the connection through.</source>
        <translation>プロキシ経由で接続できませんでした。</translation>
    </message>
    <message>
        <source>It cannot be reached, wants a sign-in, or forbids this address.</source>
        <translation>プロキシに接続できないか、認証が必要か、この宛先への接続が禁止されています。</translation>
    </message>
    <message>
        <source>Check HTTPS_PROXY and NO_PROXY, then start Hourpass again, or ask whoever runs the proxy.</source>
        <translation>HTTPS_PROXY と NO_PROXY を確認してから Hourpass を再起動するか、プロキシの管理者に問い合わせてください。</translation>
    </message>
    <message>
        <source>What answered at {endpoint} is not AWS.</source>
        <translation>{endpoint} で応答したのは AWS ではありません。</translation>
    </message>
    <message>
        <source>What answered is not AWS.</source>
        <translation>応答したのは AWS ではありません。</translation>
    </message>
    <message>
        <source>A web page or another text came back. The sign-in page of a guest network does that, as does a proxy or a wrong endpoint.</source>
        <translation>Web ページなどのテキストが返されました。ゲストネットワークのサインインページ、プロキシ、または誤ったエンドポイントが原因と考えられます。</translation>
    </message>
    <message>
        <source>Open any page in the browser to see whether the network wants a sign-in. If AWS_ENDPOINT_URL is set, check it.</source>
        <translation>ブラウザで任意のページを開き、ネットワークへのサインインが必要かどうか確認してください。AWS_ENDPOINT_URL を設定している場合は、その値も確認してください。</translation>
    </message>
    <message>
        <source>Something other than AWS answered. See whether the network wants a sign-in.</source>
        <translation>AWS 以外から応答がありました。ネットワークへのサインインが必要か確認してください。</translation>
    </message>
    <message>
        <source>{endpoint} is not an address that can be asked.</source>
        <translation>{endpoint} は接続できるアドレスではありません。</translation>
    </message>
    <message>
        <source>The endpoint is not an address that can be asked.</source>
        <translation>エンドポイントが接続できるアドレスではありません。</translation>
    </message>
    <message>
        <source>An endpoint is a whole URL, such as https://sts.eu-west-1.amazonaws.com.</source>
        <translation>エンドポイントは、https://sts.eu-west-1.amazonaws.com のような完全な URL です。</translation>
    </message>
    <message>
        <source>Correct AWS_ENDPOINT_URL or endpoint_url in the AWS config file, or the profile&apos;s region.</source>
        <translation>AWS_ENDPOINT_URL、AWS 設定ファイルの endpoint_url、またはプロファイルのリージョンを修正してください。</translation>
    </message>
    <message>
        <source>There is no keyring to keep secrets in.</source>
        <translation>秘密情報を保存するキーリングがありません。</translation>
    </message>
    <message>
        <source>No keyring service, such as GNOME Keyring or KWallet, answers on this computer.</source>
        <translation>このコンピュータでは、GNOME Keyring や KWallet などのキーリングサービスが応答していません。</translation>
    </message>
    <message>
        <source>Start one and try again, or keep secrets in an encrypted file instead.</source>
        <translation>サービスを起動してもう一度試すか、代わりに暗号化ファイルに秘密情報を保存してください。</translation>
    </message>
    <message>
        <source>There is no keyring. Start one, or use an encrypted file instead.</source>
        <translation>キーリングがありません。サービスを起動するか、暗号化ファイルを使用してください。</translation>
    </message>
    <message>
        <source>The keyring is locked.</source>
        <translation>キーリングがロックされています。</translation>
    </message>
    <message>
        <source>Hourpass keeps its secrets there and cannot read them until it is unlocked.</source>
        <translation>Hourpass は秘密情報をキーリングに保存しており、ロックが解除されるまで読み取れません。</translation>
    </message>
    <message>
        <source>Unlock it with its password, usually the one you log in with, and continue.</source>
        <translation>パスワード (通常はログインパスワード) でロックを解除して、続行してください。</translation>
    </message>
    <message>
        <source>The keyring is locked. Unlock it and try again.</source>
        <translation>キーリングがロックされています。ロックを解除して、もう一度試してください。</translation>
    </message>
    <message>
        <source>The keyring {backend} would keep secrets in plain text.</source>
        <translation>キーリング {backend} では、秘密情報が平文で保存されます。</translation>
    </message>
    <message>
        <source>The keyring here would keep secrets in plain text.</source>
        <translation>このキーリングでは、秘密情報が平文で保存されます。</translation>
    </message>
    <message>
        <source>Anyone who can read your files could read your access keys. Hourpass does not use it.</source>
        <translation>ファイルを読み取れる人なら誰でもアクセスキーを読み取れるため、Hourpass はこのキーリングを使用しません。</translation>
    </message>
    <message>
        <source>Set up an encrypted keyring and try again, or keep secrets in an encrypted file instead.</source>
        <translation>暗号化されたキーリングを設定してもう一度試すか、代わりに暗号化ファイルに秘密情報を保存してください。</translation>
    </message>
    <message>
        <source>The keyring {backend} could not do what Hourpass asked.</source>
        <translation>キーリング {backend} の操作に失敗しました。</translation>
    </message>
    <message>
        <source>The keyring could not do what Hourpass asked.</source>
        <translation>キーリングの操作に失敗しました。</translation>
    </message>
    <message>
        <source>It refused or stopped midway. Nothing already stored in it is lost.</source>
        <translation>要求が拒否されたか、処理が中断されました。キーリングに保存済みの内容は失われていません。</translation>
    </message>
    <message>
        <source>Try again, or keep secrets in an encrypted file instead.</source>
        <translation>もう一度試すか、代わりに暗号化ファイルに秘密情報を保存してください。</translation>
    </message>
    <message>
        <source>The encrypted file does not open with this passphrase.</source>
        <translation>このパスフレーズでは暗号化ファイルを開けません。</translation>
    </message>
    <message>
        <source>It does not match; check Caps Lock and the keyboard layout. Nothing is lost.</source>
        <translation>パスフレーズが一致しません。Caps Lock とキーボードレイアウトを確認してください。内容は失われていません。</translation>
    </message>
    <message>
        <source>Type it again. Nobody can recover a forgotten passphrase.</source>
        <translation>もう一度入力してください。忘れたパスフレーズは誰にも復元できません。</translation>
    </message>
    <message>
        <source>The encrypted file with the secrets is damaged.</source>
        <translation>秘密情報を保存した暗号化ファイルが破損しています。</translation>
    </message>
    <message>
        <source>{path} is not as Hourpass wrote it: it was cut off or changed.</source>
        <translation>{path} の内容が、Hourpass の書き込んだものと異なります。途中で切れているか、変更されています。</translation>
    </message>
    <message>
        <source>It is not as Hourpass wrote it: it was cut off or changed.</source>
        <translation>ファイルの内容が、Hourpass の書き込んだものと異なります。途中で切れているか、変更されています。</translation>
    </message>
    <message>
        <source>Replace {path} with a backup, or move it away and enter your access keys again.</source>
        <translation>{path} をバックアップに置き換えるか、別の場所に移動してアクセスキーを入力し直してください。</translation>
    </message>
    <message>
        <source>Replace it with a backup, or move it away and enter your access keys again.</source>
        <translation>ファイルをバックアップに置き換えるか、別の場所に移動してアクセスキーを入力し直してください。</translation>
    </message>
    <message>
        <source>The keyring does not hold the secret of {access_key_id}.</source>
        <translation>キーリングに {access_key_id} のシークレットがありません。</translation>
    </message>
    <message>
        <source>The keyring does not hold this profile&apos;s secret access key.</source>
        <translation>キーリングに、このプロファイルのシークレットアクセスキーがありません。</translation>
    </message>
    <message>
        <source>It was removed there, or the settings came from another computer.</source>
        <translation>キーリングから削除されたか、設定が別のコンピュータのものです。</translation>
    </message>
    <message>
        <source>Edit the profile and enter the secret access key.</source>
        <translation>プロファイルを編集して、シークレットアクセスキーを入力してください。</translation>
    </message>
    <message>
        <source>There is no room left to write {path}.</source>
        <translation>{path} を書き込む空き容量がありません。</translation>
    </message>
    <message>
        <source>There is no room left on the disk.</source>
        <translation>ディスクの空き容量がありません。</translation>
    </message>
    <message>
        <source>The disk or your quota on it is full. What was in the file before is intact.</source>
        <translation>ディスクがいっぱいか、割り当て容量を使い切っています。ファイルの元の内容は失われていません。</translation>
    </message>
    <message>
        <source>Free some space and try again.</source>
        <translation>空き容量を増やしてから、もう一度試してください。</translation>
    </message>
    <message>
        <source>You may not write to {path}.</source>
        <translation>{path} に書き込めません。</translation>
    </message>
    <message>
        <source>You may not write to the file.</source>
        <translation>ファイルに書き込めません。</translation>
    </message>
    <message>
        <source>The file or its folder is read-only for you. Its contents are intact.</source>
        <translation>ファイルまたはそのフォルダが読み取り専用です。ファイルの内容は失われていません。</translation>
    </message>
    <message>
        <source>Give yourself permission to write there, then try again.</source>
        <translation>書き込み権限を設定してから、もう一度試してください。</translation>
    </message>
    <message>
        <source>{path} could not be read or written.</source>
        <translation>{path} の読み取りまたは書き込みができませんでした。</translation>
    </message>
    <message>
        <source>A file could not be read or written.</source>
        <translation>ファイルの読み取りまたは書き込みができませんでした。</translation>
    </message>
    <message>
        <source>The system refused. If it gave a reason, it is in the details.</source>
        <translation>システムに拒否されました。システムからのメッセージがあれば、詳細に表示されます。</translation>
    </message>
    <message>
        <source>Check that the disk is connected and that the file is yours, then try again.</source>
        <translation>ディスクが接続されていることと、ファイルの所有者が自分であることを確認してから、もう一度試してください。</translation>
    </message>
    <message>
        <source>{path} could not be understood.</source>
        <translation>{path} の内容を解釈できませんでした。</translation>
    </message>
    <message>
        <source>A file could not be understood.</source>
        <translation>ファイルの内容を解釈できませんでした。</translation>
    </message>
    <message>
        <source>It was cut off or changed by hand. Hourpass has not touched it.</source>
        <translation>途中で切れているか、手動で変更されています。ファイルはそのまま残してあります。</translation>
    </message>
    <message>
        <source>Fix {path} in a text editor, or move it away, and try again.</source>
        <translation>{path} をテキストエディタで修正するか、別の場所に移動してから、もう一度試してください。</translation>
    </message>
    <message>
        <source>Fix it in a text editor, or move it away, and try again.</source>
        <translation>ファイルをテキストエディタで修正するか、別の場所に移動してから、もう一度試してください。</translation>
    </message>
    <message>
        <source>Hourpass could not read its settings, so it starts with new ones.</source>
        <translation>Hourpass の設定を読み込めなかったため、新しい設定で開始します。</translation>
    </message>
    <message>
        <source>The settings file was cut off or changed by hand. It is kept as {kept_as}.</source>
        <translation>設定ファイルが途中で切れているか、手動で変更されています。元のファイルは {kept_as} として保存してあります。</translation>
    </message>
    <message>
        <source>The settings file was cut off or changed by hand.</source>
        <translation>設定ファイルが途中で切れているか、手動で変更されています。</translation>
    </message>
    <message>
        <source>Add your profiles again; or quit Hourpass, fix the file in a text editor and put it back as settings.json.</source>
        <translation>プロファイルを追加し直してください。または、Hourpass を終了してからファイルをテキストエディタで修正し、settings.json として元の場所に戻してください。</translation>
    </message>
    <message>
        <source>No terminal was opened.</source>
        <translation>ターミナルを開けませんでした。</translation>
    </message>
    <message>
        <source>Hourpass found no terminal program that it knows, or the program did not start.</source>
        <translation>Hourpass が対応するターミナルが見つからないか、起動しませんでした。</translation>
    </message>
    <message>
        <source>Copy the variables into your own terminal, or set TERMINAL to the name of your terminal program.</source>
        <translation>環境変数をお使いのターミナルにコピーするか、TERMINAL にターミナルプログラムの名前を設定してください。</translation>
    </message>
    <message>
        <source>No browser was opened.</source>
        <translation>ブラウザを開けませんでした。</translation>
    </message>
    <message>
        <source>The system has no web browser, or refused to start it.</source>
        <translation>システムに Web ブラウザがないか、起動が拒否されました。</translation>
    </message>
    <message>
        <source>Copy the link instead and open it in your browser within 15 minutes.</source>
        <translation>代わりにリンクをコピーし、15 分以内にお使いのブラウザで開いてください。</translation>
    </message>
    <message>
        <source>The part of Hourpass that talks to AWS stopped midway.</source>
        <translation>AWS と通信する Hourpass のプロセスが途中で終了しました。</translation>
    </message>
    <message>
        <source>The system may have run out of memory. Whether the request reached AWS is not known.</source>
        <translation>システムのメモリが不足した可能性があります。リクエストが AWS に届いたかどうかは不明です。</translation>
    </message>
    <message>
        <source>Try again. If a code was sent, treat it as used and type the next one.</source>
        <translation>もう一度試してください。コードを送信していた場合は使用済みとみなし、次のコードを入力してください。</translation>
    </message>
    <message>
        <source>The part of Hourpass that talks to AWS stopped midway. Try again with the next code.</source>
        <translation>AWS と通信する Hourpass のプロセスが途中で終了しました。次のコードでもう一度試してください。</translation>
    </message>
    <message>
        <source>The sandbox is not installed.</source>
        <translation>サンドボックスがインストールされていません。</translation>
    </message>
    <message>
        <source>It needs packages from the optional extra “sandbox”.</source>
        <translation>オプションの依存パッケージ (sandbox) が必要です。</translation>
    </message>
    <message>
        <source>Run: pip install &apos;hourpass[sandbox]&apos;, then start Hourpass again.</source>
        <translation>pip install &apos;hourpass[sandbox]&apos; を実行してから、Hourpass を再起動してください。</translation>
    </message>
    <message>
        <source>The sandbox stopped as soon as it started.</source>
        <translation>サンドボックスが起動直後に終了しました。</translation>
    </message>
    <message>
        <source>Its packages may not match, or the system may have run out of memory.</source>
        <translation>パッケージのバージョンが合っていないか、システムのメモリが不足した可能性があります。</translation>
    </message>
    <message>
        <source>Try again. If it keeps happening, run: pip install --upgrade &apos;hourpass[sandbox]&apos;, then start Hourpass again.</source>
        <translation>もう一度試してください。解決しない場合は、pip install --upgrade &apos;hourpass[sandbox]&apos; を実行してから Hourpass を再起動してください。</translation>
    </message>
    <message>
        <source>Something went wrong inside Hourpass.</source>
        <translation>Hourpass の内部で問題が発生しました。</translation>
    </message>
    <message>
        <source>This is a bug in Hourpass, not a fault of AWS or of anything you did.</source>
        <translation>AWS や操作の問題ではなく、Hourpass 自体の不具合です。</translation>
    </message>
    <message>
        <source>Try again. If it keeps happening, start Hourpass in a terminal and report the details that it prints to standard error.</source>
        <translation>もう一度試してください。解決しない場合は、ターミナルから Hourpass を起動し、標準エラー出力に表示される詳細を報告してください。</translation>
    </message>
    <message>
        <source>Something went wrong inside Hourpass. The details are on standard error.</source>
        <translation>Hourpass の内部で問題が発生しました。詳細は標準エラー出力にあります。</translation>
    </message>
    <message>
        <source>The credentials have expired.</source>
        <translation>認証情報の有効期限が切れました。</translation>
    </message>
    <message>
        <source>Temporary credentials end at the time that AWS set when it issued them.</source>
        <translation>一時的な認証情報は、発行時に AWS が設定した時刻に有効期限が切れます。</translation>
    </message>
    <message>
        <source>Get new ones: renew the profile, or get them again from where they came. You may be asked for a code.</source>
        <translation>プロファイルの認証情報を更新するか、取得元で新しい認証情報を取得してください。コードが必要な場合があります。</translation>
    </message>
    <message>
        <source>The credentials have expired. Get new ones to continue.</source>
        <translation>認証情報の有効期限が切れました。続行するには新しい認証情報を取得してください。</translation>
    </message>
    <message>
        <source>AWS does not know the access key {access_key_id}.</source>
        <translation>アクセスキー {access_key_id} は AWS で認識されません。</translation>
    </message>
    <message>
        <source>AWS does not know this access key.</source>
        <translation>このアクセスキーは AWS で認識されません。</translation>
    </message>
    <message>
        <source>It was mistyped, deactivated or deleted, belongs to another partition, or was created only seconds ago. A region that the account has not enabled gives the same answer.</source>
        <translation>入力ミス、無効化または削除されたキー、別のパーティションのキー、数秒前に作成されたキーのいずれかです。アカウントで有効になっていないリージョンでも、同じ応答になります。</translation>
    </message>
    <message>
        <source>In IAM, under the user&apos;s Security credentials, check that {access_key_id} is listed and active, and that the region is enabled for the account. A new key may need a few more seconds.</source>
        <translation>IAM で、ユーザーの「セキュリティ認証情報」に {access_key_id} がありアクティブであること、およびアカウントでリージョンが有効になっていることを確認してください。新しいキーの場合は、使えるようになるまでさらに数秒かかることがあります。</translation>
    </message>
    <message>
        <source>In IAM, under the user&apos;s Security credentials, check that the key is listed and active, and that the region is enabled for the account. A new key may need a few more seconds.</source>
        <translation>IAM で、ユーザーの「セキュリティ認証情報」にキーがありアクティブであること、およびアカウントでリージョンが有効になっていることを確認してください。新しいキーの場合は、使えるようになるまでさらに数秒かかることがあります。</translation>
    </message>
    <message>
        <source>AWS does not know the access key {access_key_id}: mistyped, inactive or brand-new.</source>
        <translation>アクセスキー {access_key_id} は AWS で認識されません (入力ミス、非アクティブ、または作成直後)。</translation>
    </message>
    <message>
        <source>AWS does not know this access key: mistyped, inactive or brand-new.</source>
        <translation>このアクセスキーは AWS で認識されません (入力ミス、非アクティブ、または作成直後)。</translation>
    </message>
    <message>
        <source>The secret access key does not belong to the access key ID.</source>
        <translation>シークレットアクセスキーがアクセスキー ID と一致しません。</translation>
    </message>
    <message>
        <source>AWS knows the key ID, but the signature made with the secret does not match.</source>
        <translation>キー ID は AWS で認識されていますが、シークレットで作成された署名が一致しません。</translation>
    </message>
    <message>
        <source>Correct the secret access key of the profile “{keys_of}” in your AWS files, usually in ~/.aws/credentials. AWS shows a secret only once: if it is lost, create a new access key in IAM.</source>
        <translation>AWS 設定ファイル (通常は ~/.aws/credentials) で、プロファイル「{keys_of}」のシークレットアクセスキーを修正してください。AWS でシークレットが表示されるのは 1 回だけです。紛失した場合は、IAM で新しいアクセスキーを作成してください。</translation>
    </message>
    <message>
        <source>Enter the secret again where you first entered it; for a Hourpass profile, under Edit. AWS shows a secret only once: if it is lost, create a new access key in IAM.</source>
        <translation>最初に入力した場所でシークレットを入力し直してください (Hourpass のプロファイルの場合は「編集」)。AWS でシークレットが表示されるのは 1 回だけです。紛失した場合は、IAM で新しいアクセスキーを作成してください。</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is {behind} behind AWS&apos;s.</source>
        <translation>このコンピュータの時計が AWS より {behind}遅れています。</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is {ahead} ahead of AWS&apos;s.</source>
        <translation>このコンピュータの時計が AWS より {ahead}進んでいます。</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is too far from AWS&apos;s.</source>
        <translation>このコンピュータの時計が AWS と大きくずれています。</translation>
    </message>
    <message>
        <source>Every request carries the time, and AWS refuses any that are more than a few minutes off.</source>
        <translation>すべてのリクエストには時刻が含まれており、数分以上ずれていると AWS に拒否されます。</translation>
    </message>
    <message>
        <source>In the system&apos;s date and time settings, turn on automatic time and check the time zone, then try again.</source>
        <translation>システムの日付と時刻の設定で、時刻の自動設定をオンにし、タイムゾーンが正しいことを確認してから、もう一度試してください。</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is {behind} behind AWS&apos;s. Turn on automatic time.</source>
        <translation>このコンピュータの時計が AWS より {behind}遅れています。時刻の自動設定をオンにしてください。</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is {ahead} ahead of AWS&apos;s. Turn on automatic time.</source>
        <translation>このコンピュータの時計が AWS より {ahead}進んでいます。時刻の自動設定をオンにしてください。</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is off. Turn on automatic time.</source>
        <translation>このコンピュータの時計がずれています。時刻の自動設定をオンにしてください。</translation>
    </message>
    <message>
        <source>AWS is limiting requests.</source>
        <translation>AWS のリクエスト制限 (スロットリング) に達しました。</translation>
    </message>
    <message>
        <source>Too many requests at once from this account, perhaps from elsewhere.</source>
        <translation>このアカウントから一度に送信されたリクエストが多すぎます。このコンピュータからのものとは限りません。</translation>
    </message>
    <message>
        <source>Wait a minute and try again.</source>
        <translation>1 分ほど待ってから、もう一度試してください。</translation>
    </message>
    <message>
        <source>AWS is limiting requests. Try again in a minute.</source>
        <translation>AWS のリクエスト制限 (スロットリング) に達しました。1 分後にもう一度試してください。</translation>
    </message>
    <message>
        <source>AWS does not allow {action} on {resource}.</source>
        <translation>{resource} に対する {action} は AWS で許可されていません。</translation>
    </message>
    <message>
        <source>AWS does not allow {action}.</source>
        <translation>{action} は AWS で許可されていません。</translation>
    </message>
    <message>
        <source>AWS explicitly forbids {forbidden_action} on {resource}.</source>
        <translation>{resource} に対する {forbidden_action} は AWS で明示的に拒否されています。</translation>
    </message>
    <message>
        <source>AWS explicitly forbids {forbidden_action}.</source>
        <translation>{forbidden_action} は AWS で明示的に拒否されています。</translation>
    </message>
    <message>
        <source>AWS does not allow this.</source>
        <translation>この操作は AWS で許可されていません。</translation>
    </message>
    <message>
        <source>No policy of these credentials allows {action}.</source>
        <translation>この認証情報には、{action} を許可するポリシーがありません。</translation>
    </message>
    <message>
        <source>A policy denies {forbidden_action} outright: one of the user, the role, the resource or the organization.</source>
        <translation>ユーザー、ロール、リソース、組織のいずれかのポリシーが {forbidden_action} を拒否しています。</translation>
    </message>
    <message>
        <source>The policies of these credentials do not allow it, or one forbids it.</source>
        <translation>この認証情報のポリシーで許可されていないか、いずれかのポリシーで拒否されています。</translation>
    </message>
    <message>
        <source>Ask the account&apos;s administrator. More permissions do not help against an explicit deny of {forbidden_action}: the statement that denies it has to change.</source>
        <translation>アカウントの管理者に問い合わせてください。{forbidden_action} は明示的に拒否されているため、アクセス許可を追加しても解決しません。拒否しているステートメントの変更が必要です。</translation>
    </message>
    <message>
        <source>Ask the account&apos;s administrator to allow it.</source>
        <translation>許可するよう、アカウントの管理者に依頼してください。</translation>
    </message>
    <message>
        <source>AccessDenied: {action}</source>
        <translation>AccessDenied: {action}</translation>
    </message>
    <message>
        <source>AccessDenied: {forbidden_action} (explicit deny)</source>
        <translation>AccessDenied: {forbidden_action} (明示的な拒否)</translation>
    </message>
    <message>
        <source>AWS does not allow this (AccessDenied).</source>
        <translation>この操作は AWS で許可されていません (AccessDenied)。</translation>
    </message>
    <message>
        <source>STS is turned off in {region} for this account.</source>
        <translation>このアカウントでは、{region} の STS が無効になっています。</translation>
    </message>
    <message>
        <source>STS is turned off in this region for this account.</source>
        <translation>このアカウントでは、このリージョンの STS が無効になっています。</translation>
    </message>
    <message>
        <source>An administrator can deactivate STS, or a whole region, in the account settings.</source>
        <translation>管理者は、アカウント設定で STS またはリージョン全体を無効にできます。</translation>
    </message>
    <message>
        <source>Edit the profile and choose another region, for example us-east-1, where STS cannot be turned off.</source>
        <translation>プロファイルを編集して、別のリージョン (STS を無効にできない us-east-1 など) を選択してください。</translation>
    </message>
    <message>
        <source>AWS could not make sense of the request.</source>
        <translation>AWS がリクエストを解釈できませんでした。</translation>
    </message>
    <message>
        <source>A value in it is not what AWS expects. If AWS named it, it is in the details.</source>
        <translation>リクエストの値が AWS の想定と異なります。どの値かは、AWS の応答に含まれていれば詳細に表示されます。</translation>
    </message>
    <message>
        <source>Check the profile&apos;s fields. If they are right, report the details.</source>
        <translation>プロファイルの各項目を確認してください。正しい場合は、詳細を報告してください。</translation>
    </message>
    <message>
        <source>AWS has a problem of its own right now.</source>
        <translation>現在、AWS 側で障害が発生しています。</translation>
    </message>
    <message>
        <source>The service says that it cannot handle requests right now. Nothing is wrong on your side.</source>
        <translation>現在は処理できないという応答がサービスからありました。お使いの環境に問題はありません。</translation>
    </message>
    <message>
        <source>Try again in a minute. If it lasts, check health.aws.amazon.com.</source>
        <translation>1 分後にもう一度試してください。続く場合は、health.aws.amazon.com を確認してください。</translation>
    </message>
    <message>
        <source>AWS has a problem of its own right now. Try again in a minute.</source>
        <translation>現在、AWS 側で障害が発生しています。1 分後にもう一度試してください。</translation>
    </message>
    <message>
        <source>This bucket no longer exists.</source>
        <translation>このバケットはもう存在しません。</translation>
    </message>
    <message>
        <source>It was deleted after the list was loaded.</source>
        <translation>一覧の読み込み後に削除されました。</translation>
    </message>
    <message>
        <source>Refresh the list.</source>
        <translation>一覧を再読み込みしてください。</translation>
    </message>
    <message>
        <source>The server refused, with an answer that Hourpass does not know.</source>
        <translation>サーバーに拒否されましたが、Hourpass では応答の内容を判断できません。</translation>
    </message>
    <message>
        <source>Everything it said is in the details, which may be little or nothing.</source>
        <translation>サーバーからの応答はすべて詳細に表示されます。情報がほとんどない場合もあります。</translation>
    </message>
    <message>
        <source>Try again. If it keeps happening, copy the details and show them to an administrator.</source>
        <translation>もう一度試してください。解決しない場合は、詳細をコピーして管理者に見せてください。</translation>
    </message>
    <message>
        <source>The server refused, with an answer that Hourpass does not know. See the details.</source>
        <translation>サーバーに拒否されましたが、Hourpass では応答の内容を判断できません。詳細を確認してください。</translation>
    </message>
    <message>
        <source>AWS refused {operation}: the name is taken.</source>
        <translation>AWS が {operation} を拒否しました。名前がすでに使用されています。</translation>
    </message>
    <message>
        <source>The name is taken.</source>
        <translation>名前がすでに使用されています。</translation>
    </message>
    <message>
        <source>The account already has a user, role, policy or device of this name. AWS does not distinguish upper and lower case.</source>
        <translation>アカウントに、この名前のユーザー、ロール、ポリシー、デバイスのいずれかがすでにあります。AWS では大文字と小文字が区別されません。</translation>
    </message>
    <message>
        <source>Choose another name. In the middle of a setup, first undo what was created so far.</source>
        <translation>別の名前にしてください。セットアップの途中の場合は、まず、これまでに作成したものを元に戻してください。</translation>
    </message>
    <message>
        <source>The name is taken. Choose another one.</source>
        <translation>名前がすでに使用されています。別の名前にしてください。</translation>
    </message>
    <message>
        <source>This MFA device is already registered.</source>
        <translation>この MFA デバイスはすでに登録されています。</translation>
    </message>
    <message>
        <source>It belongs to this user or to another one, and AWS registers a device for one user only.</source>
        <translation>このユーザーまたは別のユーザーに登録されています。AWS では、1 台のデバイスを登録できるのは 1 人のユーザーだけです。</translation>
    </message>
    <message>
        <source>Use another device, or deactivate this one in IAM for the user it belongs to.</source>
        <translation>別のデバイスを使用するか、IAM で登録先のユーザーを開き、このデバイスを無効化してください。</translation>
    </message>
    <message>
        <source>The account&apos;s quota {quota} of {limit} is used up.</source>
        <translation>アカウントのクォータ {quota} の上限 ({limit}) に達しました。</translation>
    </message>
    <message>
        <source>The account&apos;s quota {quota} is used up.</source>
        <translation>アカウントのクォータ {quota} の上限に達しました。</translation>
    </message>
    <message>
        <source>One of the account&apos;s quotas is used up.</source>
        <translation>アカウントのクォータの上限に達しました。</translation>
    </message>
    <message>
        <source>Inactive access keys count towards {key_quota} too.</source>
        <translation>{key_quota} には、非アクティブなアクセスキーも含まれます。</translation>
    </message>
    <message>
        <source>AWS limits how many of a kind there may be.</source>
        <translation>AWS では、リソースの種類ごとに数の上限があります。</translation>
    </message>
    <message>
        <source>In IAM, delete what nobody uses any more, then try again. Service Quotas can raise some of these limits.</source>
        <translation>使われていないものを IAM で削除してから、もう一度試してください。一部のクォータは Service Quotas で引き上げられます。</translation>
    </message>
    <message>
        <source>The quota {quota} is used up.</source>
        <translation>クォータ {quota} の上限に達しました。</translation>
    </message>
    <message>
        <source>A quota is used up.</source>
        <translation>クォータの上限に達しました。</translation>
    </message>
    <message>
        <source>AWS cannot find what the request refers to.</source>
        <translation>リクエストの対象が AWS で見つかりません。</translation>
    </message>
    <message>
        <source>It has been deleted, or was created only seconds ago and is not known everywhere yet.</source>
        <translation>すでに削除されたか、数秒前に作成されたばかりでまだ全体に反映されていません。</translation>
    </message>
    <message>
        <source>Try again in a few seconds. If it keeps happening, check in IAM whether someone has deleted it.</source>
        <translation>数秒後にもう一度試してください。解決しない場合は、誰かが削除していないか IAM で確認してください。</translation>
    </message>
    <message>
        <source>AWS cannot delete this yet: something is still attached to it.</source>
        <translation>まだ関連付けられているものがあるため、AWS で削除できません。</translation>
    </message>
    <message>
        <source>Someone added a key, a policy, a group or the like, or AWS is still busy with what was just removed.</source>
        <translation>誰かがキー、ポリシー、グループなどを追加したか、AWS が直前の削除をまだ処理しています。</translation>
    </message>
    <message>
        <source>Try again in a minute. If it keeps happening, check in IAM what is attached to it, and remove that first.</source>
        <translation>1 分後にもう一度試してください。解決しない場合は、関連付けられているものを IAM で確認し、先に削除してください。</translation>
    </message>
    <message>
        <source>Something is still attached to it. Try again in a minute.</source>
        <translation>まだ関連付けられているものがあります。1 分後にもう一度試してください。</translation>
    </message>
    <message>
        <source>IAM does not know the user that the role&apos;s trust policy names.</source>
        <translation>ロールの信頼ポリシーで指定されているユーザーが、IAM で認識されません。</translation>
    </message>
    <message>
        <source>It takes a few seconds until a new user is known everywhere; or someone has deleted it.</source>
        <translation>新しいユーザーが全体に反映されるまでには数秒かかります。または、誰かが削除した可能性があります。</translation>
    </message>
    <message>
        <source>Try again in a few seconds. If it keeps happening, check in IAM whether the user still exists.</source>
        <translation>数秒後にもう一度試してください。解決しない場合は、ユーザーがまだ存在するか IAM で確認してください。</translation>
    </message>
    <message>
        <source>IAM does not know the new user yet. Try again in a few seconds.</source>
        <translation>新しいユーザーがまだ IAM に反映されていません。数秒後にもう一度試してください。</translation>
    </message>
    <message>
        <source>AWS did not accept these two codes.</source>
        <translation>AWS がこの 2 つのコードを受け付けませんでした。</translation>
    </message>
    <message>
        <source>One was mistyped or already used, they are not consecutive, or they belong to another entry in the authenticator app. AWS does not say which.</source>
        <translation>入力ミス、使用済みのコード、連続していないコード、認証アプリの別の項目のコードのいずれかです。AWS の応答からは区別できません。</translation>
    </message>
    <message>
        <source>Type the code that the phone shows now, then the next one. If AWS refuses those too, check that the phone sets its clock automatically.</source>
        <translation>スマートフォンに現在表示されているコードと、その次のコードを入力してください。それも拒否される場合は、スマートフォンの時刻が自動設定になっているか確認してください。</translation>
    </message>
    <message>
        <source>AWS did not accept these two codes. Type two new ones in a row.</source>
        <translation>AWS がこの 2 つのコードを受け付けませんでした。連続する新しいコードを 2 つ入力してください。</translation>
    </message>
    <message>
        <source>IAM is still busy with an earlier change to the same thing.</source>
        <translation>IAM が、同じ対象への以前の変更をまだ処理しています。</translation>
    </message>
    <message>
        <source>Deleting something and creating it again under the same name keeps IAM busy for a few minutes.</source>
        <translation>削除したものを同じ名前で作成し直すと、IAM の処理に数分かかります。</translation>
    </message>
    <message>
        <source>Try again in a few minutes.</source>
        <translation>数分後にもう一度試してください。</translation>
    </message>
    <message>
        <source>IAM is still busy with an earlier change. Try again in a few minutes.</source>
        <translation>IAM が以前の変更をまだ処理しています。数分後にもう一度試してください。</translation>
    </message>
    <message>
        <source>The profile {profile} is not signed in to IAM Identity Center.</source>
        <translation>プロファイル {profile} は IAM Identity Center にサインインしていません。</translation>
    </message>
    <message>
        <source>The profile is not signed in to IAM Identity Center.</source>
        <translation>プロファイルは IAM Identity Center にサインインしていません。</translation>
    </message>
    <message>
        <source>Its single sign-on session has ended, or never started.</source>
        <translation>シングルサインオンのセッションが終了したか、まだ開始されていません。</translation>
    </message>
    <message>
        <source>Run aws sso login --profile {profile} in a terminal, then try again.</source>
        <translation>ターミナルで aws sso login --profile {profile} を実行してから、もう一度試してください。</translation>
    </message>
    <message>
        <source>Run aws sso login for the profile in a terminal, then try again.</source>
        <translation>ターミナルで、このプロファイルの aws sso login を実行してから、もう一度試してください。</translation>
    </message>
    <message>
        <source>Not signed in. Run aws sso login --profile {profile}, then try again.</source>
        <translation>サインインしていません。aws sso login --profile {profile} を実行してから、もう一度試してください。</translation>
    </message>
    <message>
        <source>Not signed in. Run aws sso login for the profile, then try again.</source>
        <translation>サインインしていません。このプロファイルの aws sso login を実行してから、もう一度試してください。</translation>
    </message>
    <message>
        <source>The profile {profile} provides no credentials.</source>
        <translation>プロファイル {profile} から認証情報を取得できません。</translation>
    </message>
    <message>
        <source>The profile provides no credentials.</source>
        <translation>プロファイルから認証情報を取得できません。</translation>
    </message>
    <message>
        <source>The AWS SDK gives this reason: {detail}.</source>
        <translation>AWS SDK が示した理由: {detail}</translation>
    </message>
    <message>
        <source>Something it needs is missing from the AWS config files.</source>
        <translation>必要なものが AWS 設定ファイルにありません。</translation>
    </message>
    <message>
        <source>Check whether aws sts get-caller-identity --profile {profile} works in a terminal. Or choose another profile, or type the keys.</source>
        <translation>ターミナルで aws sts get-caller-identity --profile {profile} が成功するか確認してください。または、別のプロファイルを選択するか、キーを入力してください。</translation>
    </message>
    <message>
        <source>Choose another profile, or type the keys.</source>
        <translation>別のプロファイルを選択するか、キーを入力してください。</translation>
    </message>
    <message>
        <source>The profile {profile} provides no credentials. Choose another one.</source>
        <translation>プロファイル {profile} から認証情報を取得できません。別のプロファイルを選択してください。</translation>
    </message>
    <message>
        <source>The profile provides no credentials. Choose another one.</source>
        <translation>プロファイルから認証情報を取得できません。別のプロファイルを選択してください。</translation>
    </message>
    <message>
        <source>These credentials belong to the account {account}, not to {wanted}.</source>
        <translation>この認証情報はアカウント {account} のもので、{wanted} のものではありません。</translation>
    </message>
    <message>
        <source>These credentials belong to another account.</source>
        <translation>この認証情報は別のアカウントのものです。</translation>
    </message>
    <message>
        <source>What was started in one account can only be continued there.</source>
        <translation>あるアカウントで開始した作業は、そのアカウントでのみ続行できます。</translation>
    </message>
    <message>
        <source>Choose the credentials of an administrator of the account {wanted}.</source>
        <translation>アカウント {wanted} の管理者の認証情報を選択してください。</translation>
    </message>
    <message>
        <source>Choose the credentials of an administrator of the right account.</source>
        <translation>正しいアカウントの管理者の認証情報を選択してください。</translation>
    </message>
    <message>
        <source>AWS let you assume the role {role_name} without a code.</source>
        <translation>ロール {role_name} をコードなしで引き受けられました。</translation>
    </message>
    <message>
        <source>AWS allowed without a code what should require one.</source>
        <translation>コードが必要なはずの操作が、コードなしで許可されました。</translation>
    </message>
    <message>
        <source>The trust policy of {role_name} lets the user in without MFA, so the access key alone is enough.</source>
        <translation>{role_name} の信頼ポリシーが MFA なしでユーザーを許可しているため、アクセスキーだけで引き受けられます。</translation>
    </message>
    <message>
        <source>Another policy gives the user the same permissions without requiring MFA, so the access key alone is enough.</source>
        <translation>別のポリシーが MFA を求めずに同じアクセス許可をユーザーに付与しているため、アクセスキーだけで操作できます。</translation>
    </message>
    <message>
        <source>Do not rely on it. In IAM, give every statement in the trust policy of {role_arn} that names this user the condition Bool aws:MultiFactorAuthPresent true.</source>
        <translation>このままでは保護されません。IAM で {role_arn} の信頼ポリシーを開き、このユーザーを指定しているすべてのステートメントに、条件 Bool aws:MultiFactorAuthPresent true を追加してください。</translation>
    </message>
    <message>
        <source>Do not rely on it. In IAM, check which other policies the user and its groups have, and remove what allows S3 without MFA.</source>
        <translation>このままでは保護されません。ユーザーとそのグループに他にどのポリシーがあるか IAM で確認し、MFA なしで S3 を許可しているものを取り除いてください。</translation>
    </message>
    <message>
        <source>AWS asked for no code: this access is not protected by MFA.</source>
        <translation>AWS からコードを求められませんでした。このアクセスは MFA で保護されていません。</translation>
    </message>
    <message>
        <source>AWS did not accept that code.</source>
        <translation>AWS がコードを受け付けませんでした。</translation>
    </message>
    <message>
        <source>It was mistyped, already used, too old, or from another device. AWS does not say which.</source>
        <translation>入力ミス、使用済みのコード、古すぎるコード、別のデバイスのコードのいずれかです。AWS の応答からは区別できません。</translation>
    </message>
    <message>
        <source>Type the code that the device shows now. If AWS refuses that too, check that the entry in your authenticator app is for this device and that the phone sets its clock automatically.</source>
        <translation>デバイスに現在表示されているコードを入力してください。それも拒否される場合は、認証アプリの項目がこのデバイスのものであること、およびスマートフォンの時刻が自動設定になっていることを確認してください。</translation>
    </message>
    <message>
        <source>AWS refused code {code}: it is wrong, too old or was already used. Type the one shown now; the next appears in {seconds} s.</source>
        <translation>AWS がコード {code} を拒否しました。コードが誤っているか、古すぎるか、使用済みです。現在のコードを入力してください (次のコードは {seconds} 秒後に表示されます)。</translation>
    </message>
    <message>
        <source>AWS refused code {code}: it is wrong, too old or was already used.</source>
        <translation>AWS がコード {code} を拒否しました。コードが誤っているか、古すぎるか、使用済みです。</translation>
    </message>
    <message>
        <source>AWS refused the code. Type the one shown now; the next appears in {seconds} s.</source>
        <translation>AWS がコードを拒否しました。現在のコードを入力してください (次のコードは {seconds} 秒後に表示されます)。</translation>
    </message>
    <message>
        <source>AWS refused the code: it is wrong, too old or was already used.</source>
        <translation>AWS がコードを拒否しました。コードが誤っているか、古すぎるか、使用済みです。</translation>
    </message>
    <message>
        <source>AWS did not let you assume {role_name}. Check its name and trust policy, your permissions and your MFA device.</source>
        <translation>AWS が {role_name} の引き受けを拒否しました。ロール名、信頼ポリシー、アクセス許可、MFA デバイスを確認してください。</translation>
    </message>
    <message>
        <source>AWS did not let you assume the role. Check its name and trust policy, your permissions and your MFA device.</source>
        <translation>AWS がロールの引き受けを拒否しました。ロール名、信頼ポリシー、アクセス許可、MFA デバイスを確認してください。</translation>
    </message>
    <message>
        <source>This code was already used, so it was not sent again.</source>
        <translation>このコードは使用済みのため、再送信しませんでした。</translation>
    </message>
    <message>
        <source>AWS accepts each code once, across all profiles and programs that share the device.</source>
        <translation>デバイスを共有するすべてのプロファイルとプログラムを通じて、AWS が各コードを受け付けるのは 1 回だけです。</translation>
    </message>
    <message>
        <source>Type the next code. It appears at {next_time}.</source>
        <translation>次のコードを入力してください。{next_time} に表示されます。</translation>
    </message>
    <message>
        <source>Type the code that the device shows now.</source>
        <translation>デバイスに現在表示されているコードを入力してください。</translation>
    </message>
    <message>
        <source>Code {code} was already used. The next one appears in {seconds} s.</source>
        <translation>コード {code} は使用済みです。次のコードは {seconds} 秒後に表示されます。</translation>
    </message>
    <message>
        <source>Code {code} was already used. Type the next one.</source>
        <translation>コード {code} は使用済みです。次のコードを入力してください。</translation>
    </message>
    <message>
        <source>This code was already used. The next one appears in {seconds} s.</source>
        <translation>このコードは使用済みです。次のコードは {seconds} 秒後に表示されます。</translation>
    </message>
    <message>
        <source>This code was already used. Type the next one.</source>
        <translation>このコードは使用済みです。次のコードを入力してください。</translation>
    </message>
    <message>
        <source>AWS could not check a code from the device {serial}.</source>
        <translation>AWS がデバイス {serial} のコードを確認できませんでした。</translation>
    </message>
    <message>
        <source>This code was already sent, so it was not sent again.</source>
        <translation>このコードは送信済みのため、再送信しませんでした。</translation>
    </message>
    <message>
        <source>Code {code} was already sent. The next one appears in {seconds} s.</source>
        <translation>コード {code} は送信済みです。次のコードは {seconds} 秒後に表示されます。</translation>
    </message>
    <message>
        <source>Code {code} was already sent. Type the next one.</source>
        <translation>コード {code} は送信済みです。次のコードを入力してください。</translation>
    </message>
    <message>
        <source>This code was already sent. The next one appears in {seconds} s.</source>
        <translation>このコードは送信済みです。次のコードは {seconds} 秒後に表示されます。</translation>
    </message>
    <message>
        <source>This code was already sent. Type the next one.</source>
        <translation>このコードは送信済みです。次のコードを入力してください。</translation>
    </message>
    <message>
        <source>AWS could not check a code from this MFA device.</source>
        <translation>AWS がこの MFA デバイスのコードを確認できませんでした。</translation>
    </message>
    <message>
        <source>{user_serial} is the ARN of a user, not of an MFA device. A device&apos;s ARN has :mfa/ where this one has :user/.</source>
        <translation>{user_serial} は、MFA デバイスではなくユーザーの ARN です。デバイスの ARN では、:user/ の部分が :mfa/ になります。</translation>
    </message>
    <message>
        <source>{passkey_serial} is a passkey or security key. It has no six-digit codes, and AWS accepts nothing else here.</source>
        <translation>{passkey_serial} はパスキーまたはセキュリティキーです。6 桁のコードを生成しませんが、AWS がここで受け付けるのは 6 桁のコードだけです。</translation>
    </message>
    <message>
        <source>AWS gives the same answer in four cases: the serial is not that of one of this user&apos;s devices, the device was added only seconds ago, it was removed, or too many codes were tried within three minutes.</source>
        <translation>AWS は次の 4 つの場合に同じ応答を返します: (1) シリアル番号がこのユーザーのデバイスのものではない、(2) デバイスが数秒前に追加された、(3) デバイスが削除された、(4) 3 分以内に試したコードが多すぎる。</translation>
    </message>
    <message>
        <source>Edit the profile and look up the device, or copy its ARN from the user&apos;s Security credentials in IAM. A device can have another name than its user, so changing {user_serial} to :mfa/ may not be enough.</source>
        <translation>プロファイルを編集してデバイスを検索するか、IAM のユーザーの「セキュリティ認証情報」から ARN をコピーしてください。デバイス名はユーザー名と同じとは限らないため、{user_serial} を :mfa/ に書き換えるだけでは正しい ARN にならないことがあります。</translation>
    </message>
    <message>
        <source>Choose a virtual or hardware MFA device instead of {passkey_serial}. A user can have up to eight devices, so you can add an authenticator app next to the passkey.</source>
        <translation>{passkey_serial} の代わりに、仮想またはハードウェアの MFA デバイスを選択してください。1 人のユーザーに 8 台まで登録できるため、パスキーに加えて認証アプリを追加できます。</translation>
    </message>
    <message>
        <source>Compare {serial} with the serial that IAM shows under the user&apos;s Security credentials: the part after :mfa/ is the device&apos;s name, not the user&apos;s. If it is right, wait half a minute and type a new code.</source>
        <translation>{serial} と、IAM のユーザーの「セキュリティ認証情報」に表示されるシリアル番号を比べてください。:mfa/ に続くのはユーザー名ではなくデバイス名です。正しい場合は、30 秒ほど待ってから新しいコードを入力してください。</translation>
    </message>
    <message>
        <source>Compare the profile&apos;s device with the serial that IAM shows under the user&apos;s Security credentials. If it is right, wait half a minute and type a new code.</source>
        <translation>プロファイルのデバイスと、IAM のユーザーの「セキュリティ認証情報」に表示されるシリアル番号を比べてください。正しい場合は、30 秒ほど待ってから新しいコードを入力してください。</translation>
    </message>
    <message>
        <source>{user_serial} is a user, not an MFA device. Edit the profile&apos;s device.</source>
        <translation>{user_serial} は MFA デバイスではなくユーザーです。プロファイルのデバイスを編集してください。</translation>
    </message>
    <message>
        <source>A passkey has no codes that AWS could check. Choose another device.</source>
        <translation>AWS はパスキーのコードを確認できません。別のデバイスを選択してください。</translation>
    </message>
    <message>
        <source>AWS finds no device {device_name} for this user. Check its serial, or try a new code.</source>
        <translation>このユーザーのデバイス {device_name} が AWS で見つかりません。シリアル番号を確認するか、新しいコードを試してください。</translation>
    </message>
    <message>
        <source>AWS finds no such device for this user. Check its serial, or try a new code.</source>
        <translation>このユーザーのデバイスが AWS で見つかりません。シリアル番号を確認するか、新しいコードを試してください。</translation>
    </message>
    <message>
        <source>Too many codes from {device_name} were tried in a short time.</source>
        <translation>短時間に {device_name} のコードが何度も試されました。</translation>
    </message>
    <message>
        <source>Too many codes from this device were tried in a short time.</source>
        <translation>短時間にこのデバイスのコードが何度も試されました。</translation>
    </message>
    <message>
        <source>AWS checks only a few codes per device within three minutes; after that it refuses even correct ones.</source>
        <translation>AWS が 3 分間に確認するコードは、デバイスごとに数個だけです。それを超えると、正しいコードも拒否されます。</translation>
    </message>
    <message>
        <source>Wait until {until_time}, then type a new code.</source>
        <translation>{until_time} まで待ってから、新しいコードを入力してください。</translation>
    </message>
    <message>
        <source>Wait three minutes, then type a new code.</source>
        <translation>3 分待ってから、新しいコードを入力してください。</translation>
    </message>
    <message>
        <source>Too many codes were tried. AWS accepts the next one from {until_time}.</source>
        <translation>コードの試行回数が多すぎます。次のコードは {until_time} 以降に入力できます。</translation>
    </message>
    <message>
        <source>Too many codes were tried. AWS accepts the next one in {seconds} s.</source>
        <translation>コードの試行回数が多すぎます。次のコードは {seconds} 秒後に入力できます。</translation>
    </message>
    <message>
        <source>Too many codes were tried. Wait three minutes before the next one.</source>
        <translation>コードの試行回数が多すぎます。3 分待ってから、次のコードを入力してください。</translation>
    </message>
    <message>
        <source>That is not a code that AWS accepts.</source>
        <translation>AWS が受け付けるコードではありません。</translation>
    </message>
    <message>
        <source>A code has exactly six digits. The long text that a security key types when touched is not one.</source>
        <translation>コードは 6 桁ちょうどです。セキュリティキーに触れたときに入力される長い文字列は、コードではありません。</translation>
    </message>
    <message>
        <source>Type the six digits that the authenticator app or token shows now.</source>
        <translation>認証アプリまたはトークンに現在表示されている 6 桁の数字を入力してください。</translation>
    </message>
    <message>
        <source>A code has exactly six digits. Type the one that the device shows now.</source>
        <translation>コードは 6 桁ちょうどです。デバイスに現在表示されているコードを入力してください。</translation>
    </message>
    <message>
        <source>A code from {device_name} is needed.</source>
        <translation>{device_name} のコードが必要です。</translation>
    </message>
    <message>
        <source>A code from your MFA device is needed.</source>
        <translation>MFA デバイスのコードが必要です。</translation>
    </message>
    <message>
        <source>There is no valid MFA session that would do without one.</source>
        <translation>コードなしで使える有効な MFA セッションがありません。</translation>
    </message>
    <message>
        <source>AWS did not let {caller_name} assume the role {role_name}.</source>
        <translation>AWS が、{caller_name} によるロール {role_name} の引き受けを拒否しました。</translation>
    </message>
    <message>
        <source>AWS did not let you assume the role {role_name}.</source>
        <translation>AWS がロール {role_name} の引き受けを拒否しました。</translation>
    </message>
    <message>
        <source>AWS did not let you assume the role.</source>
        <translation>AWS がロールの引き受けを拒否しました。</translation>
    </message>
    <message>
        <source>AWS gives the same answer in four cases and does not say which it is: {role_name} requires MFA and no code was sent, its trust policy does not name you, you lack the permission sts:AssumeRole, or account {account} has no role of that name.</source>
        <translation>AWS は次の 4 つの場合に同じ応答を返し、どれであるかは示しません: (1) {role_name} で MFA が必須なのにコードが送信されていない、(2) 信頼ポリシーで自分のユーザーが指定されていない、(3) sts:AssumeRole のアクセス許可がない、(4) アカウント {account} にその名前のロールがない。</translation>
    </message>
    <message>
        <source>AWS gives the same answer in four cases and does not say which it is: the role requires MFA and no code was sent, its trust policy does not name you, you lack the permission sts:AssumeRole, or there is no role of that name.</source>
        <translation>AWS は次の 4 つの場合に同じ応答を返し、どれであるかは示しません: (1) ロールで MFA が必須なのにコードが送信されていない、(2) 信頼ポリシーで自分のユーザーが指定されていない、(3) sts:AssumeRole のアクセス許可がない、(4) その名前のロールがない。</translation>
    </message>
    <message>
        <source>Check the name and account in {role_arn}, and that the profile names your MFA device. If they are right, ask the role&apos;s owner whether its trust policy names {caller} and whether a policy allows that user sts:AssumeRole. After a change within the last minute, just try again.</source>
        <translation>{role_arn} の名前とアカウントが正しいこと、およびプロファイルに MFA デバイスが設定されていることを確認してください。問題がない場合は、信頼ポリシーで {caller} が指定されているか、そのユーザーに sts:AssumeRole を許可するポリシーがあるかを、ロールの所有者に確認してください。変更から 1 分以内の場合は、もう一度試すだけで解決することがあります。</translation>
    </message>
    <message>
        <source>Check the name and account in {role_arn}, and that the profile names your MFA device. If they are right, ask the role&apos;s owner whether its trust policy names you and whether a policy allows you sts:AssumeRole. After a change within the last minute, just try again.</source>
        <translation>{role_arn} の名前とアカウントが正しいこと、およびプロファイルに MFA デバイスが設定されていることを確認してください。問題がない場合は、信頼ポリシーで自分のユーザーが指定されているか、そのユーザーに sts:AssumeRole を許可するポリシーがあるかを、ロールの所有者に確認してください。変更から 1 分以内の場合は、もう一度試すだけで解決することがあります。</translation>
    </message>
    <message>
        <source>Check the profile&apos;s role and MFA device. If they are right, ask the role&apos;s owner whether its trust policy names you and whether a policy allows you sts:AssumeRole. After a change within the last minute, just try again.</source>
        <translation>プロファイルのロールと MFA デバイスを確認してください。正しい場合は、信頼ポリシーで自分のユーザーが指定されているか、そのユーザーに sts:AssumeRole を許可するポリシーがあるかを、ロールの所有者に確認してください。変更から 1 分以内の場合は、もう一度試すだけで解決することがあります。</translation>
    </message>
    <message>
        <source>These keys belong to the account&apos;s root user.</source>
        <translation>このキーはアカウントのルートユーザーのものです。</translation>
    </message>
    <message>
        <source>A root user cannot assume roles, and a root key can do everything: whoever finds it owns the account. It should not exist at all.</source>
        <translation>ルートユーザーはロールを引き受けられません。また、ルートユーザーのキーではあらゆる操作が可能なため、入手した人は誰でもアカウントを乗っ取れます。このキーは残しておくべきではありません。</translation>
    </message>
    <message>
        <source>Use the credentials of an IAM user or a role instead. In the console, delete the root user&apos;s access key under Security credentials.</source>
        <translation>代わりに、IAM ユーザーまたはロールの認証情報を使用してください。コンソールの「セキュリティ認証情報」で、ルートユーザーのアクセスキーを削除してください。</translation>
    </message>
    <message>
        <source>These are the root user&apos;s keys. Use those of an IAM user or a role.</source>
        <translation>ルートユーザーのキーです。IAM ユーザーまたはロールのキーを使用してください。</translation>
    </message>
    <message>
        <source>The role does not allow sessions of {asked_span}.</source>
        <translation>ロールでは {asked_span}のセッションが許可されていません。</translation>
    </message>
    <message>
        <source>The role does not allow sessions that long.</source>
        <translation>ロールでは、その長さのセッションが許可されていません。</translation>
    </message>
    <message>
        <source>Its maximum session duration is {maximum_span}.</source>
        <translation>ロールの最大セッション時間は {maximum_span}です。</translation>
    </message>
    <message>
        <source>Each role has a maximum session duration of 1 to 12 hours: 1 hour unless it was raised.</source>
        <translation>ロールの最大セッション時間は 1 時間から 12 時間までで、引き上げない限り 1 時間です。</translation>
    </message>
    <message>
        <source>Choose {maximum_span} or less and type a new code: the last one is used up.</source>
        <translation>{maximum_span}以下を選択し、新しいコードを入力してください。先ほどのコードは使用済みです。</translation>
    </message>
    <message>
        <source>Choose 1 hour and type a new code: the last one is used up.</source>
        <translation>1 時間を選択し、新しいコードを入力してください。先ほどのコードは使用済みです。</translation>
    </message>
    <message>
        <source>The role allows {maximum_span} at most. Choose that and type a new code.</source>
        <translation>ロールで許可されるのは最大 {maximum_span}です。これを選択し、新しいコードを入力してください。</translation>
    </message>
    <message>
        <source>The role does not allow sessions that long. Choose 1 hour and type a new code.</source>
        <translation>ロールでは、その長さのセッションが許可されていません。1 時間を選択し、新しいコードを入力してください。</translation>
    </message>
    <message>
        <source>A role assumed from an MFA session lasts one hour at most.</source>
        <translation>MFA セッションから引き受けるロールのセッションは、最大 1 時間です。</translation>
    </message>
    <message>
        <source>AWS calls this role chaining, and a higher maximum on the role does not lift the limit.</source>
        <translation>AWS ではこれを「ロールの連鎖」と呼びます。ロール自体の最大セッション時間を引き上げても、この上限は変わりません。</translation>
    </message>
    <message>
        <source>Choose 1 hour: it renews without a code while the MFA session lasts. For longer sessions, have the profile assume the role directly, with a code each time.</source>
        <translation>1 時間を選択してください。MFA セッションが続く間は、コードなしで更新されます。より長くするには、毎回コードを使ってロールを直接引き受けるように、プロファイルを変更してください。</translation>
    </message>
    <message>
        <source>AWS does not issue credentials for {asked_span}.</source>
        <translation>AWS では {asked_span}の認証情報を取得できません。</translation>
    </message>
    <message>
        <source>AWS does not issue credentials for that length of time.</source>
        <translation>AWS では、その有効期間の認証情報を取得できません。</translation>
    </message>
    <message>
        <source>A role&apos;s credentials last from 15 minutes to 12 hours, a session token&apos;s up to 36 hours.</source>
        <translation>ロールの認証情報は 15 分から 12 時間まで、セッショントークンは最大 36 時間です。</translation>
    </message>
    <message>
        <source>Choose another duration and type a new code.</source>
        <translation>別の有効期間を選択し、新しいコードを入力してください。</translation>
    </message>
    <message>
        <source>AWS does not issue session tokens for temporary keys.</source>
        <translation>一時的なキーでは、AWS からセッショントークンを取得できません。</translation>
    </message>
    <message>
        <source>GetSessionToken accepts only the long-term access key of an IAM user, which begins with AKIA.</source>
        <translation>GetSessionToken に使えるのは、AKIA で始まる IAM ユーザーの長期的なアクセスキーだけです。</translation>
    </message>
    <message>
        <source>Edit the profile and enter the user&apos;s own access key.</source>
        <translation>プロファイルを編集して、ユーザー自身のアクセスキーを入力してください。</translation>
    </message>
    <message>
        <source>The profile&apos;s session policy is too large for AWS.</source>
        <translation>プロファイルのセッションポリシーが AWS の上限を超えています。</translation>
    </message>
    <message>
        <source>AWS packs session policies and tags together, and limits the packed size.</source>
        <translation>AWS はセッションポリシーとタグをまとめて圧縮します。圧縮後のサイズには別の上限があります。</translation>
    </message>
    <message>
        <source>Edit the profile and shorten the policy, or remove it.</source>
        <translation>プロファイルを編集して、ポリシーを短くするか削除してください。</translation>
    </message>
    <message>
        <source>AWS cannot read the profile&apos;s session policy.</source>
        <translation>AWS がプロファイルのセッションポリシーを読み取れません。</translation>
    </message>
    <message>
        <source>It is not a valid IAM policy document. The details may say where the error is.</source>
        <translation>有効な IAM ポリシードキュメントではありません。詳細に該当箇所が示されている場合があります。</translation>
    </message>
    <message>
        <source>Edit the profile and correct the policy, or remove it.</source>
        <translation>プロファイルを編集して、ポリシーを修正するか削除してください。</translation>
    </message>
    <message>
        <source>AWS has already refused this code, so it was not sent again.</source>
        <translation>このコードはすでに AWS に拒否されているため、再送信しませんでした。</translation>
    </message>
    <message>
        <source>It was mistyped, too old, or from another device. Sending it again would use up one more of the few tries that AWS allows.</source>
        <translation>入力ミス、古すぎるコード、別のデバイスのコードのいずれかです。再送信すると、AWS で許可されている数少ない試行回数をさらに 1 回消費します。</translation>
    </message>
    <message>
        <source>Compare it with the device, or type the next code, which appears at {next_time}. If AWS refuses that too, check that the entry in your authenticator app is for this device and that the phone sets its clock automatically.</source>
        <translation>デバイスの表示と見比べるか、{next_time} に表示される次のコードを入力してください。それも拒否される場合は、認証アプリの項目がこのデバイスのものであること、およびスマートフォンの時刻が自動設定になっていることを確認してください。</translation>
    </message>
    <message>
        <source>AWS has already refused code {code}. Check your device; the next code appears in {seconds} s.</source>
        <translation>コード {code} はすでに AWS に拒否されています。デバイスの表示を確認してください。次のコードは {seconds} 秒後に表示されます。</translation>
    </message>
    <message>
        <source>AWS has already refused this code. Check your device; the next code appears in {seconds} s.</source>
        <translation>このコードはすでに AWS に拒否されています。デバイスの表示を確認してください。次のコードは {seconds} 秒後に表示されます。</translation>
    </message>
    <message>
        <source>AWS has already refused code {code}. Type the one shown now.</source>
        <translation>コード {code} は AWS に拒否されました。現在のコードを入力してください。</translation>
    </message>
    <message>
        <source>AWS has already refused this code. Type the one shown now.</source>
        <translation>このコードは AWS に拒否されました。現在のコードを入力してください。</translation>
    </message>
    <message>
        <source>{0} min {1} s</source>
        <translation>{0} 分 {1} 秒</translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation>{0} 分</translation>
    </message>
</context>
<context>
    <name>ProfileDialog</name>
    <message>
        <source>Edit {0}</source>
        <translation>{0} を編集</translation>
    </message>
    <message>
        <source>Add a profile</source>
        <translation>プロファイルを追加</translation>
    </message>
    <message>
        <source>What to get with the source&apos;s credentials, and the MFA device whose codes AWS asks for.</source>
        <translation>ソースの認証情報で取得するものと、コードに使う MFA デバイスを指定します。</translation>
    </message>
    <message>
        <source>Your access key, what to get with it, and the MFA device whose codes AWS asks for.</source>
        <translation>アクセスキー、取得する認証情報、MFA デバイスを指定します。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>Save the profile</source>
        <translation>プロファイルを保存</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>保存中…</translation>
    </message>
    <message>
        <source>&amp;Import from AWS config files…</source>
        <translation>AWS 設定ファイルからインポート(&amp;I)…</translation>
    </message>
</context>
<context>
    <name>ProfileFields</name>
    <message>
        <source>&amp;More options</source>
        <translation>その他のオプション(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名前(&amp;N)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Source profile</source>
        <translation>ソースプロファイル</translation>
    </message>
    <message>
        <source>From the AWS config files: its credentials assume the role.</source>
        <translation>AWS 設定ファイルのプロファイルです。その認証情報でロールを引き受けます。</translation>
    </message>
    <message>
        <source>Access &amp;key ID</source>
        <translation>アクセスキー ID(&amp;K)</translation>
    </message>
    <message>
        <source>Access key ID</source>
        <translation>アクセスキー ID</translation>
    </message>
    <message>
        <source>The IAM user&apos;s own long-term key; it begins with AKIA.</source>
        <translation>IAM ユーザー自身の長期的なキーです。AKIA で始まります。</translation>
    </message>
    <message>
        <source>Show the secret access key</source>
        <translation>シークレットアクセスキーを表示</translation>
    </message>
    <message>
        <source>Sho&amp;w</source>
        <translation>表示(&amp;W)</translation>
    </message>
    <message>
        <source>S&amp;ecret access key</source>
        <translation>シークレットアクセスキー(&amp;E)</translation>
    </message>
    <message>
        <source>Secret access key</source>
        <translation>シークレットアクセスキー</translation>
    </message>
    <message>
        <source>What the credentials are for</source>
        <translation>認証情報の対象</translation>
    </message>
    <message>
        <source>Credentials f&amp;or</source>
        <translation>取得する認証情報(&amp;O)</translation>
    </message>
    <message>
        <source>Through</source>
        <translation>経由するロール</translation>
    </message>
    <message>
        <source>A role that another role assumes lasts an hour at most.</source>
        <translation>別のロールから引き受けるロールのセッションは、最大 1 時間です。</translation>
    </message>
    <message>
        <source>&amp;Role ARN</source>
        <translation>ロールの ARN(&amp;R)</translation>
    </message>
    <message>
        <source>ARN of the role</source>
        <translation>ロールの ARN</translation>
    </message>
    <message>
        <source>Look up your MFA devices in AWS</source>
        <translation>AWS で自分の MFA デバイスを検索</translation>
    </message>
    <message>
        <source>M&amp;FA device</source>
        <translation>MFA デバイス(&amp;F)</translation>
    </message>
    <message>
        <source>MFA device</source>
        <translation>MFA デバイス</translation>
    </message>
    <message>
        <source>Dura&amp;tion</source>
        <translation>有効期間(&amp;T)</translation>
    </message>
    <message>
        <source>How long the credentials last</source>
        <translation>認証情報の有効期間</translation>
    </message>
    <message>
        <source>Re&amp;gion</source>
        <translation>リージョン(&amp;G)</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>リージョン</translation>
    </message>
    <message>
        <source>Session name</source>
        <translation>セッション名</translation>
    </message>
    <message>
        <source>CloudTrail shows what the role did under this name.</source>
        <translation>ロールの操作が、この名前で CloudTrail に表示されます。</translation>
    </message>
    <message>
        <source>External ID</source>
        <translation>外部 ID</translation>
    </message>
    <message>
        <source>Only if the role&apos;s trust policy requires one.</source>
        <translation>ロールの信頼ポリシーで求められる場合にのみ入力します。</translation>
    </message>
    <message>
        <source>MFA session lasts</source>
        <translation>MFA セッションの期間</translation>
    </message>
    <message>
        <source>How long the MFA session lasts</source>
        <translation>MFA セッションの有効期間</translation>
    </message>
    <message>
        <source>Until then, the role renews without another code.</source>
        <translation>この間、ロールの認証情報はコードなしで更新されます。</translation>
    </message>
    <message>
        <source>Session policy</source>
        <translation>セッションポリシー</translation>
    </message>
    <message>
        <source>A JSON policy that limits what the role may do.</source>
        <translation>ロールのアクセス許可を制限する JSON 形式のポリシーです。</translation>
    </message>
    <message>
        <source>&amp;Hide</source>
        <translation>非表示(&amp;H)</translation>
    </message>
    <message>
        <source>{0} if left empty</source>
        <translation>空の場合は {0}</translation>
    </message>
    <message>
        <source>Already in the keyring. Leave this empty to keep it.</source>
        <translation>すでにキーリングにあります。変更しない場合は空のままにしてください。</translation>
    </message>
    <message>
        <source>Goes into the keyring and nowhere else.</source>
        <translation>キーリングにのみ保存されます。</translation>
    </message>
</context>
<context>
    <name>ProfileList</name>
    <message>
        <source>Profiles</source>
        <translation>プロファイル</translation>
    </message>
    <message>
        <source>No profiles yet</source>
        <translation>プロファイルはまだありません</translation>
    </message>
    <message>
        <source>&amp;Edit profile…</source>
        <translation>プロファイルを編集(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Remove profile…</source>
        <translation>プロファイルを削除(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;MFA devices…</source>
        <translation>MFA デバイス(&amp;M)…</translation>
    </message>
    <message>
        <source>Remove from &amp;AWS…</source>
        <translation>AWS から削除(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Forget credentials of all profiles</source>
        <translation>すべてのプロファイルの認証情報を破棄(&amp;F)</translation>
    </message>
</context>
<context>
    <name>ProfilePage</name>
    <message>
        <source>What to see of this profile</source>
        <translation>プロファイルの表示内容</translation>
    </message>
</context>
<context>
    <name>ProfileTabs</name>
    <message>
        <source>&amp;Edit profile…</source>
        <translation>プロファイルを編集(&amp;E)…</translation>
    </message>
    <message>
        <source>Re&amp;move profile…</source>
        <translation>プロファイルを削除(&amp;M)…</translation>
    </message>
    <message>
        <source>M&amp;FA devices…</source>
        <translation>MFA デバイス(&amp;F)…</translation>
    </message>
    <message>
        <source>Automat&amp;ic codes…</source>
        <translation>コードの自動生成(&amp;I)…</translation>
    </message>
    <message>
        <source>Change access &amp;key…</source>
        <translation>キーをローテーション(&amp;K)…</translation>
    </message>
    <message>
        <source>Remove from A&amp;WS…</source>
        <translation>AWS から削除(&amp;W)…</translation>
    </message>
    <message>
        <source>&amp;Buckets</source>
        <translation>バケット(&amp;B)</translation>
    </message>
    <message>
        <source>Use elsew&amp;here</source>
        <translation>他のツールで使用(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>詳細(&amp;D)</translation>
    </message>
    <message>
        <source>Acti&amp;vity</source>
        <translation>アクティビティ(&amp;V)</translation>
    </message>
</context>
<context>
    <name>Profiles</name>
    <message>
        <source>session token · {0}</source>
        <translation>セッショントークン · {0}</translation>
    </message>
    <message>
        <source>role {0} · {1}</source>
        <translation>ロール {0} · {1}</translation>
    </message>
    <message>
        <source>session token</source>
        <translation>セッショントークン</translation>
    </message>
    <message>
        <source>role {0}</source>
        <translation>ロール {0}</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>期限切れ</translation>
    </message>
    <message>
        <source>{0}, {1}, expired</source>
        <translation>{0}、{1}、期限切れ</translation>
    </message>
    <message>
        <source>{0}, {1}, no credentials</source>
        <translation>{0}、{1}、認証情報なし</translation>
    </message>
    <message>
        <source>{0}, {1}, {2} left</source>
        <translation>{0}、{1}、残り {2}</translation>
    </message>
</context>
<context>
    <name>Progress</name>
    <message>
        <source>AWS does not know the access key yet</source>
        <translation>アクセスキーが AWS に未反映</translation>
    </message>
    <message>
        <source>AWS does not know the new user yet</source>
        <translation>新しいユーザーが AWS に未反映</translation>
    </message>
    <message>
        <source>it has not reached all of AWS yet</source>
        <translation>AWS 全体に未反映</translation>
    </message>
    <message>
        <source>AWS does not know the new device yet</source>
        <translation>新しいデバイスが AWS に未反映</translation>
    </message>
    <message>
        <source>the permission has not reached all of AWS yet</source>
        <translation>アクセス許可が AWS 全体に未反映</translation>
    </message>
    <message>
        <source>AWS is still busy with an earlier change</source>
        <translation>AWS が以前の変更を処理中</translation>
    </message>
    <message>
        <source>AWS still sees something attached to it</source>
        <translation>AWS 上に関連付けが残存</translation>
    </message>
    <message>
        <source>AWS is limiting requests</source>
        <translation>AWS がリクエストを制限中</translation>
    </message>
    <message>
        <source>AWS had an internal error</source>
        <translation>AWS 側で障害が発生</translation>
    </message>
    <message>
        <source>this computer seems to be offline</source>
        <translation>このコンピュータがオフラインの可能性あり</translation>
    </message>
    <message>
        <source>AWS cannot be reached</source>
        <translation>AWS に接続不可</translation>
    </message>
    <message>
        <source>AWS did not answer in time</source>
        <translation>AWS から時間内に応答なし</translation>
    </message>
    <message>
        <source>the secure connection could not be trusted</source>
        <translation>安全な接続の確立に失敗</translation>
    </message>
    <message>
        <source>the proxy blocked it</source>
        <translation>プロキシ経由の接続に失敗</translation>
    </message>
    <message>
        <source>something other than AWS answered</source>
        <translation>AWS 以外からの応答</translation>
    </message>
    <message>
        <source>the answer was lost</source>
        <translation>応答を受信できず</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>in progress</source>
        <translation>実行中</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>being undone</source>
        <translation>元に戻しています</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>元に戻しました</translation>
    </message>
    <message>
        <source>left over</source>
        <translation>残っています</translation>
    </message>
    <message>
        <source>{0} · {1}</source>
        <comment>a call, what went wrong</comment>
        <translation>{0} · {1}</translation>
    </message>
    <message>
        <source>Undoing: {0}</source>
        <translation>元に戻しています: {0}</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>元に戻しました</translation>
    </message>
    <message>
        <source>{0}, try {1} · {2}</source>
        <comment>a call, its number, why again</comment>
        <translation>{0}、{1} 回目 · {2}</translation>
    </message>
    <message>
        <source>AWS is not ready yet</source>
        <translation>AWS の準備が未完了</translation>
    </message>
    <message>
        <source>{0}, try {1} · {2} · usually under {3} s</source>
        <translation>{0}、{1} 回目 · {2} · 通常 {3} 秒以内</translation>
    </message>
    <message>
        <source>{0} · {1}</source>
        <comment>an ARN, what went wrong</comment>
        <translation>{0} · {1}</translation>
    </message>
    <message>
        <source>Never created</source>
        <translation>未作成</translation>
    </message>
</context>
<context>
    <name>Prompting</name>
    <message>
        <source>To get temporary credentials</source>
        <translation>一時的な認証情報を取得するため</translation>
    </message>
    <message>
        <source>Its credentials have expired</source>
        <translation>認証情報の有効期限が切れています</translation>
    </message>
    <message>
        <source>Its credentials expire in {0}</source>
        <translation>認証情報の有効期限まで残り {0}</translation>
    </message>
    <message>
        <source>Renew {0}</source>
        <translation>{0} の認証情報を更新</translation>
    </message>
    <message>
        <source>{0} needs a code</source>
        <translation>{0} のコードが必要です</translation>
    </message>
</context>
<context>
    <name>Proof</name>
    <message>
        <source>Without a code</source>
        <translation>コードなし</translation>
    </message>
    <message>
        <source>Without a code: asking AWS…</source>
        <translation>コードなし: AWS に確認しています…</translation>
    </message>
    <message>
        <source>Without a code: refused</source>
        <translation>コードなし: 拒否されました</translation>
    </message>
    <message>
        <source>Without a code: let in. That should not happen.</source>
        <translation>コードなし: 許可されました (あってはならない結果です)</translation>
    </message>
    <message>
        <source>Without a code: no clear answer</source>
        <translation>コードなし: 判断できる応答がありませんでした</translation>
    </message>
    <message>
        <source>As it should be: the access key alone opens nothing.</source>
        <translation>期待どおりです。アクセスキーだけでは何もできません。</translation>
    </message>
    <message>
        <source>As it should be. That is half of the proof; the other half is what the code below opens.</source>
        <translation>期待どおりです。これで動作確認の半分が終わりました。次に下のコードで、アクセスできることを確認します。</translation>
    </message>
    <message>
        <source>Still in progress: {0}</source>
        <translation>実行中: {0}</translation>
    </message>
    <message>
        <source>The access key alone tries to list the buckets.</source>
        <translation>アクセスキーだけで、バケットの一覧表示を試します。</translation>
    </message>
    <message>
        <source>The access key alone tries to assume the role.</source>
        <translation>アクセスキーだけで、ロールの引き受けを試します。</translation>
    </message>
    <message>
        <source>A new one: AWS accepts each code once, and has already had the last two.</source>
        <translation>新しいコードが必要です。AWS が各コードを受け付けるのは 1 回だけで、先ほどの 2 つは使用済みです。</translation>
    </message>
    <message>
        <source>From the existing device “{0}”. AWS accepts each code once.</source>
        <translation>既存のデバイス「{0}」のコードです。AWS が各コードを受け付けるのは 1 回だけです。</translation>
    </message>
    <message>
        <source>Type the code that your phone shows now. The last digit sends it.</source>
        <translation>スマートフォンに現在表示されているコードを入力してください。最後の桁を入力すると送信されます。</translation>
    </message>
    <message>
        <source>Type the code that your phone shows now for “{0}”. The last digit sends it.</source>
        <translation>スマートフォンに現在表示されている「{0}」のコードを入力してください。最後の桁を入力すると送信されます。</translation>
    </message>
    <message>
        <source>You are asked for it as soon as AWS has answered without one.</source>
        <translation>コードなしで試した結果が AWS から返ると、コードを入力できます。</translation>
    </message>
    <message>
        <source>AWS needs a moment to get to know your device. In {0} s your phone shows a new code: type that one.</source>
        <translation>デバイスが AWS に反映されるまで少し時間がかかります。{0} 秒後にスマートフォンに表示される新しいコードを入力してください。</translation>
    </message>
    <message>
        <source>AWS is still learning about your device. Type the code shown now.</source>
        <translation>デバイスがまだ AWS に反映されていません。現在表示されているコードを入力してください。</translation>
    </message>
    <message>
        <source>AWS is still learning about your device. In {0} s your phone shows another code: type that one.</source>
        <translation>デバイスがまだ AWS に反映されていません。{0} 秒後にスマートフォンに表示される次のコードを入力してください。</translation>
    </message>
    <message>
        <source>A fresh code in {0} s</source>
        <translation>{0} 秒後に新しいコード</translation>
    </message>
    <message>
        <source>Credentials until {0}, {1} left. The profile is ready in the main window.</source>
        <translation>認証情報は {0} まで有効です (残り {1})。プロファイルはメインウィンドウで使えます。</translation>
    </message>
    <message>
        <source>There are no buckets in this account yet, which is fine.</source>
        <translation>このアカウントにはまだバケットがありませんが、問題ありません。</translation>
    </message>
    <message>
        <source>1 bucket:</source>
        <translation>バケット 1 個:</translation>
    </message>
    <message>
        <source>%Ln buckets or more:</source>
        <translation>バケット %Ln 個以上:</translation>
    </message>
    <message>
        <source>%Ln buckets:</source>
        <translation>バケット %Ln 個:</translation>
    </message>
</context>
<context>
    <name>ProvePage</name>
    <message>
        <source>Prove that it works</source>
        <translation>動作を確認</translation>
    </message>
    <message>
        <source>Two tries with the access key: one without a code, which AWS must refuse, and one with.</source>
        <translation>アクセスキーで 2 回試します。1 回目はコードなしで、AWS に拒否されるはずです。2 回目はコードありで試します。</translation>
    </message>
    <message>
        <source>Also &amp;use it in the AWS CLI and SDKs: add it to the AWS config</source>
        <translation>AWS CLI や SDK でも使用する (AWS 設定ファイルに追加)(&amp;U)</translation>
    </message>
    <message>
        <source>With a code</source>
        <translation>コードあり</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>With a code: let in</source>
        <translation>コードあり: 許可されました</translation>
    </message>
    <message>
        <source>Listing your buckets…</source>
        <translation>バケットを一覧表示しています…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>もう一度試す</translation>
    </message>
    <message>
        <source>… and the others, in the main window</source>
        <translation>… その他のバケットはメインウィンドウに表示されます</translation>
    </message>
</context>
<context>
    <name>QrView</name>
    <message>
        <source>QR code</source>
        <translation>QR コード</translation>
    </message>
</context>
<context>
    <name>Removal</name>
    <message>
        <source>Access key {0}</source>
        <translation>アクセスキー {0}</translation>
    </message>
    <message>
        <source>MFA device {0}</source>
        <translation>MFA デバイス {0}</translation>
    </message>
    <message>
        <source>Inline policy {0} of the user</source>
        <translation>ユーザーのインラインポリシー {0}</translation>
    </message>
    <message>
        <source>Permissions of the role {0}</source>
        <translation>ロール {0} のアクセス許可</translation>
    </message>
    <message>
        <source>Policy {0}</source>
        <translation>ポリシー {0}</translation>
    </message>
    <message>
        <source>Role {0}</source>
        <translation>ロール {0}</translation>
    </message>
    <message>
        <source>User {0}</source>
        <translation>ユーザー {0}</translation>
    </message>
    <message>
        <source>will be deleted</source>
        <translation>削除予定</translation>
    </message>
    <message>
        <source>being deleted</source>
        <translation>削除中</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>削除済み</translation>
    </message>
    <message>
        <source>left</source>
        <translation>残っています</translation>
    </message>
    <message>
        <source>The user “{0}” is in the group “{1}”. Remove it from the group.</source>
        <translation>ユーザー「{0}」はグループ「{1}」に属しています。グループから外してください。</translation>
    </message>
    <message>
        <source>The policy “{1}” is attached to the user “{0}”. Detach it.</source>
        <translation>ポリシー「{1}」がユーザー「{0}」にアタッチされています。デタッチしてください。</translation>
    </message>
    <message>
        <source>The user “{0}” has an inline policy “{1}” created by someone else. Delete it if nobody needs it.</source>
        <translation>ユーザー「{0}」に、別の人が作成したインラインポリシー「{1}」があります。不要であれば削除してください。</translation>
    </message>
    <message>
        <source>The user “{0}” can sign in to the console. Remove its console access.</source>
        <translation>ユーザー「{0}」はコンソールにサインインできます。コンソールアクセスを無効にしてください。</translation>
    </message>
    <message>
        <source>The policy “{1}” is attached to the role “{0}”. Detach it.</source>
        <translation>ポリシー「{1}」がロール「{0}」にアタッチされています。デタッチしてください。</translation>
    </message>
    <message>
        <source>The role “{0}” has an inline policy “{1}” created by someone else. Delete it if nobody needs it.</source>
        <translation>ロール「{0}」に、別の人が作成したインラインポリシー「{1}」があります。不要であれば削除してください。</translation>
    </message>
    <message>
        <source>The role “{0}” is in the instance profile “{1}”. Remove it from there.</source>
        <translation>ロール「{0}」がインスタンスプロファイル「{1}」に含まれています。インスタンスプロファイルから削除してください。</translation>
    </message>
    <message>
        <source>The policy “{0}” is attached elsewhere too ({1}). Detach it there.</source>
        <translation>ポリシー「{0}」は他にもアタッチされています ({1})。そちらでデタッチしてください。</translation>
    </message>
    <message>
        <source>AWS still sees something attached to it</source>
        <translation>AWS 上に関連付けが残存</translation>
    </message>
    <message>
        <source>AWS is still busy with an earlier change</source>
        <translation>AWS が以前の変更を処理中</translation>
    </message>
    <message>
        <source>AWS is limiting requests</source>
        <translation>AWS がリクエストを制限中</translation>
    </message>
    <message>
        <source>AWS had an internal error</source>
        <translation>AWS 側で障害が発生</translation>
    </message>
    <message>
        <source>Nothing that Hourpass created for this user was found in account {0}.</source>
        <translation>アカウント {0} に、Hourpass がこのユーザー用に作成したものは見つかりませんでした。</translation>
    </message>
    <message>
        <source>Everything is gone from AWS, but some of it is still on this computer.</source>
        <translation>AWS からはすべて削除されましたが、このコンピュータにはまだ一部が残っています。</translation>
    </message>
    <message>
        <source>Account {0}</source>
        <translation>アカウント {0}</translation>
    </message>
    <message>
        <source>The setup of “{0}” is undone</source>
        <translation>「{0}」のセットアップを元に戻しました</translation>
    </message>
    <message>
        <source>What Hourpass set up for “{0}” is removed</source>
        <translation>Hourpass が「{0}」用に作成したものを削除しました</translation>
    </message>
    <message>
        <source>Not everything could be undone</source>
        <translation>一部を元に戻せませんでした</translation>
    </message>
    <message>
        <source>Not everything could be removed</source>
        <translation>一部を削除できませんでした</translation>
    </message>
    <message>
        <source>Undo the setup of “{0}”</source>
        <translation>「{0}」のセットアップを元に戻す</translation>
    </message>
    <message>
        <source>Remove what Hourpass set up for “{0}”</source>
        <translation>Hourpass が「{0}」用に作成したものを削除</translation>
    </message>
    <message>
        <source>Deletes what the setup has created in account {0} so far, and nothing else.</source>
        <translation>セットアップがこれまでにアカウント {0} に作成したものだけを削除します。</translation>
    </message>
    <message>
        <source>Deletes what Hourpass created for this user in account {0}, and nothing else.</source>
        <translation>Hourpass がこのユーザー用にアカウント {0} に作成したものだけを削除します。</translation>
    </message>
    <message>
        <source>The user existed before Hourpass and stays.</source>
        <translation>ユーザーは以前から存在していたため、残ります。</translation>
    </message>
    <message>
        <source>A user that existed before Hourpass stays.</source>
        <translation>以前から存在していたユーザーは残ります。</translation>
    </message>
    <message>
        <source>This takes an administrator&apos;s credentials, just this once; they are not stored. First you see what will be deleted.</source>
        <translation>今回のみ管理者の認証情報が必要です (保存されません)。最初に、削除されるものが表示されます。</translation>
    </message>
    <message>
        <source>The role is in another account, {0}. Deleting it takes an administrator of that account.</source>
        <translation>ロールは別のアカウント ({0}) にあります。削除するには、そのアカウントの管理者の認証情報が必要です。</translation>
    </message>
    <message>
        <source>A role left behind is of no use to anyone once the user is gone.</source>
        <translation>ユーザーが削除された後は、残ったロールを使える人はいません。</translation>
    </message>
    <message>
        <source>This will be permanently deleted from accounts {0} and {1}.</source>
        <translation>次のものがアカウント {0} と {1} から完全に削除されます。</translation>
    </message>
    <message>
        <source>This will be permanently deleted from account {0}.</source>
        <translation>次のものがアカウント {0} から完全に削除されます。</translation>
    </message>
    <message>
        <source>The user existed before Hourpass and stays, with everything others gave it.</source>
        <translation>ユーザーは以前から存在していたため、別の人が追加したものとともに残ります。</translation>
    </message>
    <message>
        <source>The access key is deleted from the keyring.</source>
        <translation>アクセスキーはキーリングからも削除されます。</translation>
    </message>
    <message>
        <source>“{0}”</source>
        <comment>a name</comment>
        <translation>「{0}」</translation>
    </message>
    <message>
        <source>The profile {0} uses it and is removed from Hourpass.</source>
        <translation>これを使用するプロファイル{0}も Hourpass から削除されます。</translation>
    </message>
    <message>
        <source>The profiles {0} use it and are removed from Hourpass.</source>
        <translation>これを使用するプロファイル{0}も Hourpass から削除されます。</translation>
    </message>
    <message>
        <source>AWS could not be reached</source>
        <translation>AWS に接続不可</translation>
    </message>
    <message>
        <source>{0} · {1}, trying again</source>
        <translation>{0} · {1}、再試行中</translation>
    </message>
    <message>
        <source>{0} · {1}</source>
        <comment>a call, what went wrong</comment>
        <translation>{0} · {1}</translation>
    </message>
    <message>
        <source>Not deleted yet</source>
        <translation>まだ削除されていません</translation>
    </message>
    <message>
        <source>{0} · {1}</source>
        <comment>a call, an ARN</comment>
        <translation>{0} · {1}</translation>
    </message>
</context>
<context>
    <name>RemovalDialog</name>
    <message>
        <source>Stopping after the current call…</source>
        <translation>実行中の呼び出しが完了すると停止します…</translation>
    </message>
    <message>
        <source>&amp;Undo the setup</source>
        <translation>セットアップを元に戻す(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Remove from AWS</source>
        <translation>AWS から削除(&amp;R)</translation>
    </message>
    <message>
        <source>C&amp;ontinue</source>
        <translation>続行(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Sign in again</source>
        <translation>再度サインイン(&amp;S)</translation>
    </message>
    <message>
        <source>Look &amp;again</source>
        <translation>再確認(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>もう一度試す(&amp;T)</translation>
    </message>
    <message>
        <source>Checking what there is in AWS…</source>
        <translation>AWS にあるものを確認しています…</translation>
    </message>
    <message numerus="yes">
        <source>%n of {0} are gone</source>
        <translation>
            <numerusform>{0} 個中 %n 個を削除しました</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of {0} are still there; the reasons are next to them.</source>
        <translation>
            <numerusform>{0} 個中 %n 個が残っています。理由は各項目に表示されています。</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything on the list is gone from AWS.</source>
        <translation>リストの項目はすべて AWS から削除されました。</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>閉じる(&amp;L)</translation>
    </message>
</context>
<context>
    <name>RemovePage</name>
    <message>
        <source>The device {0} is removed from the user {1}, and its codes stop working. You can then delete its entry in the authenticator app. Credentials obtained with it stay valid until they expire.</source>
        <translation>デバイス {0} はユーザー {1} から削除され、そのコードは使えなくなります。その後、認証アプリの項目を削除できます。このデバイスで取得した認証情報は有効期限まで使えます。</translation>
    </message>
</context>
<context>
    <name>RemoveProfileDialog</name>
    <message>
        <source>Remove “{0}” from Hourpass?</source>
        <translation>「{0}」を Hourpass から削除しますか?</translation>
    </message>
    <message>
        <source>Its credentials are forgotten. Nothing changes in AWS.</source>
        <translation>このプロファイルの認証情報は破棄されます。AWS 側は何も変わりません。</translation>
    </message>
    <message>
        <source>Its access key {0} is deleted from the keyring. That may be the only copy: AWS never shows a secret access key again. The user stays, and works again with a new key.</source>
        <translation>アクセスキー {0} はキーリングから削除されます。AWS はシークレットアクセスキーを再表示しないため、これが唯一のコピーかもしれません。ユーザーは残り、新しいキーを作成すれば引き続き使えます。</translation>
    </message>
    <message>
        <source>Its access key stays in the keyring, because another profile uses it.</source>
        <translation>アクセスキーは、別のプロファイルで使用されているため、キーリングに残ります。</translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation>残す(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>削除(&amp;R)</translation>
    </message>
</context>
<context>
    <name>Restarting</name>
    <message>
        <source>Restart to change the language?</source>
        <translation>再起動して言語を変更しますか?</translation>
    </message>
    <message>
        <source>The sandbox starts over: everything made in it is lost.</source>
        <translation>サンドボックスは初期状態に戻り、作成したものはすべて失われます。</translation>
    </message>
    <message>
        <source>Credentials are forgotten then, as your settings say.</source>
        <translation>設定に従い、再起動時に認証情報は破棄されます。</translation>
    </message>
    <message>
        <source>Otherwise it applies the next time Hourpass starts.</source>
        <translation>再起動しない場合は、次回の起動時から変更されます。</translation>
    </message>
    <message>
        <source>&amp;Restart now</source>
        <translation>今すぐ再起動(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Later</source>
        <translation>後で(&amp;L)</translation>
    </message>
    <message>
        <source>Hourpass has closed, but could not be started again.</source>
        <translation>Hourpass は終了しましたが、再起動できませんでした。</translation>
    </message>
    <message>
        <source>It may have been updated or removed while it ran. Start it yourself; your settings are saved.</source>
        <translation>実行中に更新または削除された可能性があります。手動で起動してください。設定は保存されています。</translation>
    </message>
</context>
<context>
    <name>ResyncDialog</name>
    <message>
        <source>Resync the device</source>
        <translation>デバイスを再同期</translation>
    </message>
    <message>
        <source>The device&apos;s clock may have drifted. Type two codes in a row; the last digit sends them, and AWS measures how far off it is.</source>
        <translation>デバイスの時計がずれている可能性があります。連続する 2 つのコードを入力すると、最後の桁で送信され、AWS がずれを補正します。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>Nothing has been changed yet. These calls will be made, in this order, when you press Create.</source>
        <translation>まだ何も変更されていません。「作成」を押すと、次の呼び出しがこの順序で実行されます。</translation>
    </message>
    <message>
        <source>&amp;Save the plan…</source>
        <translation>プランを保存(&amp;S)…</translation>
    </message>
    <message>
        <source>Save the plan</source>
        <translation>プランを保存</translation>
    </message>
    <message>
        <source>Review what will be created</source>
        <translation>作成内容の確認</translation>
    </message>
    <message>
        <source>Used as is: {0}</source>
        <translation>そのまま使用: {0}</translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <comment>an account&apos;s number and alias</comment>
        <translation>{0} ({1})</translation>
    </message>
    <message>
        <source>In account {0}, as {1}</source>
        <translation>アカウント {0}、実行者 {1}</translation>
    </message>
    <message>
        <source>Saved as {0}. The template leaves out the MFA device and the access key.</source>
        <translation>{0} として保存しました。テンプレートに MFA デバイスとアクセスキーは含まれません。</translation>
    </message>
    <message>
        <source>Saved as {0}.</source>
        <translation>{0} として保存しました。</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>{0}, in account {1}</source>
        <comment>a call, a number</comment>
        <translation>{0} (アカウント {1})</translation>
    </message>
    <message>
        <source>Sent without parameters.</source>
        <translation>パラメータなしで送信されます。</translation>
    </message>
</context>
<context>
    <name>RightsPanel</name>
    <message>
        <source>Copy a minimal policy that grants what is missing</source>
        <translation>不足しているアクセス許可を付与する最小限のポリシーをコピー</translation>
    </message>
    <message>
        <source>Continue &amp;anyway; AWS has the last word</source>
        <translation>このまま続行 (最終的に判断するのは AWS です)(&amp;A)</translation>
    </message>
    <message>
        <source>Continue although permissions are missing</source>
        <translation>アクセス許可が不足したまま続行</translation>
    </message>
    <message>
        <source>Cop&amp;y a minimal policy</source>
        <translation>最小限のポリシーをコピー(&amp;Y)</translation>
    </message>
    <message>
        <source>Has all the permissions needed.</source>
        <translation>必要な操作はすべて許可されています。</translation>
    </message>
    <message>
        <source>Could not check what these credentials may do. If a permission is missing, AWS refuses in the middle of the setup; you can undo what was created so far.</source>
        <translation>この認証情報のアクセス許可を確認できませんでした。アクセス許可が不足していると、セットアップの途中で AWS に拒否されます。それまでに作成したものは元に戻せます。</translation>
    </message>
    <message>
        <source>Enough for a session, but not for a role. A role also needs these:</source>
        <translation>セッションには十分ですが、ロールには不足しています。ロールには次のアクセス許可が必要です:</translation>
    </message>
    <message>
        <source>Not enough for the setup. These permissions are missing:</source>
        <translation>セットアップには不十分です。次のアクセス許可が不足しています:</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>コピーしました</translation>
    </message>
</context>
<context>
    <name>Rotation</name>
    <message>
        <source>Create a new access key and store it in the keyring</source>
        <translation>新しいアクセスキーを作成し、キーリングに保存</translation>
    </message>
    <message>
        <source>Wait until AWS accepts the new key</source>
        <translation>新しいキーが AWS に反映されるまで待機</translation>
    </message>
    <message>
        <source>Switch the profiles to the new key</source>
        <translation>プロファイルを新しいキーに切り替え</translation>
    </message>
    <message>
        <source>Deactivate the old key</source>
        <translation>古いキーを無効化</translation>
    </message>
    <message>
        <source>Delete the old key</source>
        <translation>古いキーを削除</translation>
    </message>
    <message>
        <source>Reactivate the old key</source>
        <translation>古いキーを再び有効化</translation>
    </message>
    <message>
        <source>Wait until AWS accepts the old key again</source>
        <translation>古いキーが AWS で再び受け付けられるまで待機</translation>
    </message>
    <message>
        <source>Switch the profiles back to the old key</source>
        <translation>プロファイルを古いキーに戻す</translation>
    </message>
    <message>
        <source>Delete the new key</source>
        <translation>新しいキーを削除</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>in progress</source>
        <translation>実行中</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>Change the access key</source>
        <translation>アクセスキーをローテーション</translation>
    </message>
    <message>
        <source>Change the access key of {0}</source>
        <translation>{0} のアクセスキーをローテーション</translation>
    </message>
    <message>
        <source>Delete this key for good?</source>
        <translation>このキーを完全に削除しますか?</translation>
    </message>
    <message>
        <source>The new key is in use</source>
        <translation>新しいキーが使用されています</translation>
    </message>
    <message>
        <source>Account {0}</source>
        <translation>アカウント {0}</translation>
    </message>
    <message>
        <source>Your profiles already use it; no MFA code was needed. The old key is inactive: AWS refuses it, but nothing is lost. If another program still needs it, undo the change; once nothing does, delete it.</source>
        <translation>プロファイルはすでに新しいキーを使用しています。切り替えにコードの入力は不要でした。古いキーは無効化され、AWS に拒否されますが、まだ削除されていません。別のプログラムでまだ必要な場合は元に戻し、不要になったら削除してください。</translation>
    </message>
    <message>
        <source>The user&apos;s access keys now:</source>
        <translation>ユーザーの現在のアクセスキー:</translation>
    </message>
    <message>
        <source>Inactive: AWS refuses it</source>
        <translation>非アクティブ: AWS に拒否されます</translation>
    </message>
    <message>
        <source>Used by this profile, and by {0}</source>
        <translation>このプロファイルと {0} で使用中</translation>
    </message>
    <message>
        <source>Used by this profile</source>
        <translation>このプロファイルで使用中</translation>
    </message>
    <message>
        <source>Used by {0}</source>
        <translation>{0} で使用中</translation>
    </message>
    <message>
        <source>No profile here uses it. Other programs may.</source>
        <translation>Hourpass のプロファイルでは使用されていませんが、他のプログラムで使用されている可能性があります。</translation>
    </message>
    <message>
        <source>{0} · {1}</source>
        <comment>a call, what went wrong</comment>
        <translation>{0} · {1}</translation>
    </message>
    <message>
        <source>On this computer; current credentials stay valid</source>
        <translation>このコンピュータで実行 (取得済みの認証情報は有効)</translation>
    </message>
    <message>
        <source>C&amp;ontinue</source>
        <translation>続行(&amp;O)</translation>
    </message>
    <message>
        <source>Change the &amp;key</source>
        <translation>ローテーションを開始(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Keep it inactive for now</source>
        <translation>非アクティブのまま残す(&amp;K)</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>閉じる(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>戻る(&amp;B)</translation>
    </message>
    <message>
        <source>Creates a second key, tests it, then retires the old one.</source>
        <translation>新しいキーを作成して動作を確認してから、古いキーを無効化します。</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>もう一度試す(&amp;T)</translation>
    </message>
    <message>
        <source>A new key is created and goes straight into the keyring. Once AWS accepts it, every profile with the old key switches to the new one, and the old key is deactivated. It is deleted only when you say so, and until then you can undo everything.</source>
        <translation>新しいキーを作成し、直接キーリングに保存します。AWS で受け付けられるようになると、古いキーを使用するすべてのプロファイルが新しいキーに切り替わり、古いキーは無効化されます。古いキーは指示があるまで削除されず、それまではすべて元に戻せます。</translation>
    </message>
    <message>
        <source>A user can have at most two access keys, including inactive ones. Delete one to make room for a new one. A key that a profile here uses cannot be deleted.</source>
        <translation>1 ユーザーが持てるアクセスキーは、非アクティブなものを含めて 2 つまでです。新しいキーを作成するには、先にいずれかを削除してください。Hourpass のプロファイルが使用しているキーは削除できません。</translation>
    </message>
    <message>
        <source>AWS does not have this profile&apos;s key any more. Give the profile another one under Edit profile.</source>
        <translation>このプロファイルのキーは、もう AWS にありません。「プロファイルを編集」で別のキーを設定してください。</translation>
    </message>
    <message>
        <source>A deleted key cannot be restored. It is removed from AWS and from the keyring, and the change becomes final.</source>
        <translation>削除したキーは復元できません。キーは AWS とキーリングから削除され、ローテーションは元に戻せなくなります。</translation>
    </message>
    <message>
        <source>A deleted key cannot be restored. Anything that uses it elsewhere, on a server or in another tool, stops working at once. AWS may report the last use a few hours late.</source>
        <translation>削除したキーは復元できません。サーバーや別のツールなど、他の場所でこのキーを使用しているものは、すぐに動作しなくなります。AWS の最終使用の情報は、反映までに数時間かかることがあります。</translation>
    </message>
    <message>
        <source>The old key is back</source>
        <translation>古いキーに戻しました</translation>
    </message>
    <message>
        <source>The old key is deleted</source>
        <translation>古いキーを削除しました</translation>
    </message>
    <message>
        <source>The change is not finished</source>
        <translation>ローテーションが完了していません</translation>
    </message>
    <message>
        <source>The undo is not finished</source>
        <translation>元に戻す処理が完了していません</translation>
    </message>
    <message>
        <source>The old key is not fully deleted yet</source>
        <translation>古いキーがまだ完全には削除されていません</translation>
    </message>
    <message>
        <source>Nothing is lost: you can continue where it stopped, or put everything back as it was.</source>
        <translation>失われたものはありません。中断したところから続行することも、すべて以前の状態に戻すこともできます。</translation>
    </message>
    <message>
        <source>Nothing is lost: you can continue where it stopped.</source>
        <translation>失われたものはありません。中断したところから続行できます。</translation>
    </message>
    <message>
        <source>The new key works. You can now delete what is left of the old one.</source>
        <translation>新しいキーは使えます。残っている古いキーを今すぐ削除できます。</translation>
    </message>
    <message>
        <source>Changing the access key</source>
        <translation>アクセスキーをローテーションしています</translation>
    </message>
    <message>
        <source>Undoing the change</source>
        <translation>元に戻しています</translation>
    </message>
    <message>
        <source>Deleting the old key</source>
        <translation>古いキーを削除しています</translation>
    </message>
</context>
<context>
    <name>RotationDialog</name>
    <message>
        <source>This works if the user&apos;s policies allow it to manage its own access keys.</source>
        <translation>ユーザーのポリシーで自分のアクセスキーの管理が許可されている場合に使えます。</translation>
    </message>
    <message>
        <source>Stopping after the current call…</source>
        <translation>実行中の呼び出しが完了すると停止します…</translation>
    </message>
    <message>
        <source>&amp;Use other credentials…</source>
        <translation>別の認証情報を使用(&amp;U)…</translation>
    </message>
    <message>
        <source>Choose again who makes the changes: an administrator, or the user itself</source>
        <translation>変更を行う人 (管理者またはユーザー自身) を選択し直します</translation>
    </message>
    <message>
        <source>Undo the ch&amp;ange</source>
        <translation>元に戻す(&amp;A)</translation>
    </message>
    <message>
        <source>The key {0} has been deleted.</source>
        <translation>キー {0} を削除しました。</translation>
    </message>
    <message>
        <source>Asking AWS…</source>
        <translation>AWS に確認しています…</translation>
    </message>
    <message>
        <source>D&amp;elete the old key now…</source>
        <translation>古いキーを今すぐ削除(&amp;E)…</translation>
    </message>
    <message>
        <source>D&amp;elete the key</source>
        <translation>キーを削除(&amp;E)</translation>
    </message>
</context>
<context>
    <name>RowModel</name>
    <message>
        <source>{0}, sorted descending</source>
        <translation>{0}、降順に並べ替え済み</translation>
    </message>
    <message>
        <source>{0}, sorted ascending</source>
        <translation>{0}、昇順に並べ替え済み</translation>
    </message>
</context>
<context>
    <name>RowTable</name>
    <message>
        <source>Asc&amp;ending</source>
        <translation>昇順(&amp;E)</translation>
    </message>
    <message>
        <source>Descendin&amp;g</source>
        <translation>降順(&amp;G)</translation>
    </message>
</context>
<context>
    <name>SaveDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>保存する場所(&amp;L):</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>ファイルの種類(&amp;T):</translation>
    </message>
</context>
<context>
    <name>ScanPage</name>
    <message>
        <source>Scan this with your authenticator app</source>
        <translation>認証アプリでスキャンしてください</translation>
    </message>
    <message>
        <source>Meanwhile a step has failed: {0}</source>
        <translation>並行して実行中のステップが失敗しました: {0}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>もう一度試す</translation>
    </message>
    <message>
        <source>Everything else is ready.</source>
        <translation>その他の準備はすべて完了しました。</translation>
    </message>
    <message>
        <source>Meanwhile: {0}</source>
        <translation>並行して実行中: {0}</translation>
    </message>
</context>
<context>
    <name>SecretCard</name>
    <message>
        <source>Cop&amp;y</source>
        <translation>コピー(&amp;Y)</translation>
    </message>
    <message>
        <source>Copy the secret key</source>
        <translation>シークレットキーをコピー</translation>
    </message>
    <message>
        <source>Secret key</source>
        <translation>シークレットキー</translation>
    </message>
    <message>
        <source>Time-based, for {0}</source>
        <translation>時間ベース、{0} 用</translation>
    </message>
    <message>
        <source>Copied for {0}</source>
        <translation>コピー済み ({0}で消去)</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>No warnings in advance: you are told only when credentials have expired.</source>
        <translation>事前の警告は行わず、認証情報の有効期限が切れたときにのみ通知します。</translation>
    </message>
    <message>
        <source>You are warned {0} before credentials expire, and told when they have.</source>
        <translation>認証情報の有効期限の {0}前に警告し、期限が切れたときにも通知します。</translation>
    </message>
    <message>
        <source>You are warned {0} and {1} before credentials expire, and told when they have.</source>
        <translation>認証情報の有効期限の {0}、{1}前に警告し、期限が切れたときにも通知します。</translation>
    </message>
    <message>
        <source>“{0}” is not a whole number of minutes.</source>
        <translation>「{0}」は整数 (分) ではありません。</translation>
    </message>
    <message>
        <source>{0} is not between 1 and {1} minutes ({2}).</source>
        <translation>{0} は 1～{1} 分 ({2}) の範囲外です。</translation>
    </message>
    <message>
        <source>Type a number of minutes.</source>
        <translation>分数を入力してください。</translation>
    </message>
    <message>
        <source>Otherwise they stay in the keyring, and are restored at the next start unless they have expired.</source>
        <translation>オフの場合、認証情報はキーリングに残り、有効期限までは次回の起動時にも使えます。</translation>
    </message>
    <message>
        <source>Otherwise they stay in the encrypted file, and are restored at the next start unless they have expired.</source>
        <translation>オフの場合、認証情報は暗号化ファイルに残り、有効期限までは次回の起動時にも使えます。</translation>
    </message>
    <message>
        <source>The sandbox always forgets them then.</source>
        <translation>サンドボックスでは、設定にかかわらず破棄されます。</translation>
    </message>
    <message>
        <source>In the keyring: {0}</source>
        <translation>キーリング: {0}</translation>
    </message>
    <message>
        <source>In the keyring</source>
        <translation>キーリング</translation>
    </message>
    <message>
        <source>In an encrypted file: {0}</source>
        <translation>暗号化ファイル: {0}</translation>
    </message>
    <message>
        <source>In memory only: they end with the sandbox</source>
        <translation>メモリのみ (サンドボックスの終了時に消去)</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Versions and file locations, to copy into a report (F1)</source>
        <translation>不具合の報告に添えるバージョンや保存場所などの情報 (F1)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>Save the settings</source>
        <translation>設定を保存</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>保存中…</translation>
    </message>
    <message>
        <source>A&amp;bout Hourpass…</source>
        <translation>Hourpass について(&amp;B)…</translation>
    </message>
</context>
<context>
    <name>SetupDoors</name>
    <message>
        <source>The removal of “{0}” is unfinished.</source>
        <translation>「{0}」の削除が完了していません。</translation>
    </message>
    <message>
        <source>Continue removing…</source>
        <translation>削除を続行…</translation>
    </message>
    <message>
        <source>The setup of “{0}” is unfinished.</source>
        <translation>「{0}」のセットアップが完了していません。</translation>
    </message>
    <message>
        <source>Finish or undo…</source>
        <translation>完了または元に戻す…</translation>
    </message>
</context>
<context>
    <name>SetupSteps</name>
    <message>
        <source>User {0}</source>
        <translation>ユーザー {0}</translation>
    </message>
    <message>
        <source>Virtual MFA device {0}</source>
        <translation>仮想 MFA デバイス {0}</translation>
    </message>
    <message>
        <source>Access key, kept in your system keyring</source>
        <translation>アクセスキー (システムのキーリングに保存)</translation>
    </message>
    <message>
        <source>Role {0} that requires MFA</source>
        <translation>MFA が必須のロール {0}</translation>
    </message>
    <message>
        <source>Permissions of the role {0}</source>
        <translation>ロール {0} のアクセス許可</translation>
    </message>
    <message>
        <source>Waiting until AWS accepts the access key</source>
        <translation>AWS がアクセスキーを受け付けるまで待機</translation>
    </message>
    <message>
        <source>Device {0} registered with two codes</source>
        <translation>2 つのコードによるデバイス {0} の登録</translation>
    </message>
    <message>
        <source>Permission to list S3 buckets</source>
        <translation>S3 バケットを一覧表示するアクセス許可</translation>
    </message>
    <message>
        <source>Permission to list S3 buckets and their objects</source>
        <translation>S3 バケットとそのオブジェクトを一覧表示するアクセス許可</translation>
    </message>
    <message>
        <source>Permission to list S3 buckets and read their objects</source>
        <translation>S3 バケットを一覧表示し、オブジェクトを読み取るアクセス許可</translation>
    </message>
    <message>
        <source>Permission to list S3 buckets with MFA</source>
        <translation>MFA を条件に S3 バケットを一覧表示するアクセス許可</translation>
    </message>
    <message>
        <source>Permission to list S3 buckets and their objects with MFA</source>
        <translation>MFA を条件に S3 バケットとそのオブジェクトを一覧表示するアクセス許可</translation>
    </message>
    <message>
        <source>Permission to list S3 buckets and read their objects with MFA</source>
        <translation>MFA を条件に S3 バケットを一覧表示し、オブジェクトを読み取るアクセス許可</translation>
    </message>
    <message>
        <source>MFA device {0}</source>
        <translation>MFA デバイス {0}</translation>
    </message>
    <message>
        <source>Access key {0}</source>
        <translation>アクセスキー {0}</translation>
    </message>
    <message>
        <source>Role {0}</source>
        <translation>ロール {0}</translation>
    </message>
    <message>
        <source>Permission to assume the role</source>
        <translation>ロールを引き受けるアクセス許可</translation>
    </message>
    <message>
        <source>{0} · {1}</source>
        <comment>a call of AWS&apos;s API, what it made</comment>
        <translation>{0} · {1}</translation>
    </message>
</context>
<context>
    <name>SetupWizard</name>
    <message>
        <source>Set up MFA access</source>
        <translation>MFA アクセスのセットアップ</translation>
    </message>
    <message>
        <source>Credentials</source>
        <translation>認証情報</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>確認</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>作成</translation>
    </message>
    <message>
        <source>Scan</source>
        <translation>スキャン</translation>
    </message>
    <message>
        <source>Prove</source>
        <translation>動作確認</translation>
    </message>
</context>
<context>
    <name>ShareBar</name>
    <message>
        <source>How much is done</source>
        <translation>進行状況</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Asking AWS…</source>
        <translation>AWS に確認しています…</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>The next code appears in %n s.</source>
        <translation>次のコードは %n 秒後に表示されます。</translation>
    </message>
    <message>
        <source>Press Enter to get the credentials.</source>
        <translation>Enter キーを押すと認証情報を取得します。</translation>
    </message>
</context>
<context>
    <name>StepTrail</name>
    <message>
        <source>Step {0} of {1}: {2}</source>
        <translation>ステップ {0}/{1}: {2}</translation>
    </message>
</context>
<context>
    <name>StepsPage</name>
    <message>
        <source>Steps</source>
        <translation>ステップ</translation>
    </message>
</context>
<context>
    <name>StrandedRowView</name>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Delete {0}, which was never registered</source>
        <translation>登録されなかった {0} を削除</translation>
    </message>
    <message>
        <source>Created by Hourpass but never registered, and its QR code is gone. Delete it, unless it is being set up elsewhere right now.</source>
        <translation>Hourpass が作成した未登録のデバイスで、QR コードは失われています。現在、別の場所でセットアップ中でなければ、削除してください。</translation>
    </message>
</context>
<context>
    <name>TerminalCard</name>
    <message>
        <source>Copy the variables for one shell; they leave the clipboard after a moment. Or open a new terminal that has them.</source>
        <translation>環境変数をコピーするか (しばらくするとクリップボードから消去)、設定済みの新しいターミナルを開きます。</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>ターミナル</translation>
    </message>
    <message>
        <source>Shell</source>
        <translation>シェル</translation>
    </message>
    <message>
        <source>Copy variable&amp;s</source>
        <translation>環境変数をコピー(&amp;S)</translation>
    </message>
    <message>
        <source>Open a ter&amp;minal</source>
        <translation>ターミナルを開く(&amp;M)</translation>
    </message>
    <message>
        <source>Get credentials first.</source>
        <translation>先に認証情報を取得してください。</translation>
    </message>
    <message>
        <source>Copied. Paste them within {0}.</source>
        <translation>コピーしました。{0}以内に貼り付けてください。</translation>
    </message>
    <message>
        <source>A terminal was opened.</source>
        <translation>ターミナルを開きました。</translation>
    </message>
</context>
<context>
    <name>Times</name>
    <message>
        <source>d MMMM yyyy</source>
        <comment>a date in full, as QLocale writes dates</comment>
        <translation>yyyy年M月d日</translation>
    </message>
    <message>
        <source>{0} h {1} min</source>
        <translation>{0} 時間 {1} 分</translation>
    </message>
    <message>
        <source>{0} h</source>
        <translation>{0} 時間</translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation>{0} 分</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} 秒</translation>
    </message>
    <message>
        <source>{0} {1}</source>
        <comment>hours, minutes</comment>
        <translation>{0} {1}</translation>
    </message>
    <message>
        <source>{0} ms</source>
        <translation>{0} ms</translation>
    </message>
    <message>
        <source>tomorrow {0}</source>
        <translation>明日 {0}</translation>
    </message>
    <message>
        <source>yesterday {0}</source>
        <translation>昨日 {0}</translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>a day of this year, as QLocale writes dates</comment>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <comment>a day of another year, as QLocale writes dates</comment>
        <translation>yyyy年M月d日</translation>
    </message>
    <message>
        <source>{0} {1}</source>
        <comment>day, time</comment>
        <translation>{0} {1}</translation>
    </message>
    <message>
        <source>{0}, {1} {2}</source>
        <comment>date, time, time zone</comment>
        <translation>{0} {1} {2}</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 時間</translation>
    </message>
    <message>
        <source>%Ln hours</source>
        <translation>%Ln 時間</translation>
    </message>
    <message>
        <source>1 minute</source>
        <translation>1 分</translation>
    </message>
    <message>
        <source>%Ln minutes</source>
        <translation>%Ln 分</translation>
    </message>
    <message>
        <source>1 second</source>
        <translation>1 秒</translation>
    </message>
    <message>
        <source>%Ln seconds</source>
        <translation>%Ln 秒</translation>
    </message>
</context>
<context>
    <name>ToolAnswers</name>
    <message>
        <source>Hourpass has no profile called {0}.</source>
        <translation>Hourpass に {0} というプロファイルはありません。</translation>
    </message>
    <message>
        <source>No code was given for {0}.</source>
        <translation>{0} のコードが入力されませんでした。</translation>
    </message>
    <message>
        <source>No code was given for {0} a moment ago. Hourpass asks again in {1} s at the earliest.</source>
        <translation>先ほど {0} のコードが入力されませんでした。次に入力を求めるのは、早くても {1} 秒後です。</translation>
    </message>
    <message>
        <source>Nobody typed a code for {0} within {1} s.</source>
        <translation>{1} 秒以内に {0} のコードが入力されませんでした。</translation>
    </message>
    <message>
        <source>The code was not sent.</source>
        <translation>コードは送信されませんでした。</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Warnings muted until {0}</source>
        <translation>{0} まで警告をミュート中</translation>
    </message>
    <message>
        <source>&amp;Mute warnings</source>
        <translation>警告をミュート(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Open Hourpass</source>
        <translation>Hourpass を開く(&amp;O)</translation>
    </message>
    <message>
        <source>For 1 &amp;hour</source>
        <translation>1 時間(&amp;H)</translation>
    </message>
    <message>
        <source>For &amp;today</source>
        <translation>今日いっぱい(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Warn again</source>
        <translation>警告を再開(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>設定(&amp;S)…</translation>
    </message>
    <message>
        <source>Forget &amp;all credentials</source>
        <translation>すべての認証情報を破棄(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>終了(&amp;Q)</translation>
    </message>
    <message>
        <source>Quit and &amp;forget credentials</source>
        <translation>認証情報を破棄して終了(&amp;F)</translation>
    </message>
    <message>
        <source>{0} — expired · Get credentials…</source>
        <translation>{0} — 期限切れ · 認証情報を取得…</translation>
    </message>
    <message>
        <source>{0} — Get credentials…</source>
        <translation>{0} — 認証情報を取得…</translation>
    </message>
    <message>
        <source>{0} — {1} · Renew…</source>
        <translation>{0} — {1} · 更新…</translation>
    </message>
    <message>
        <source>{0}: no credentials</source>
        <translation>{0}: 認証情報なし</translation>
    </message>
    <message>
        <source>{0}: {1} left</source>
        <translation>{0}: 残り {1}</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>他 %n 件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrayManners</name>
    <message>
        <source>This desktop has no tray icon: closing the window only minimises it. Ctrl+Q quits.</source>
        <translation>トレイアイコンがないため、ウィンドウを閉じると最小化されます。Ctrl+Q で終了します。</translation>
    </message>
    <message>
        <source>Got it</source>
        <translation>OK</translation>
    </message>
</context>
<context>
    <name>TwoCodes</name>
    <message>
        <source>First code</source>
        <translation>1 つ目のコード</translation>
    </message>
    <message>
        <source>Second code</source>
        <translation>2 つ目のコード</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>もう一度試す(&amp;T)</translation>
    </message>
    <message>
        <source>The first code is correct.</source>
        <translation>1 つ目のコードは正しいです。</translation>
    </message>
    <message>
        <source>Second code — your phone shows it now</source>
        <translation>2 つ目のコード — スマートフォンに表示されています</translation>
    </message>
    <message>
        <source>Second code — appears in {0} s</source>
        <translation>2 つ目のコード — {0} 秒後に表示されます</translation>
    </message>
    <message>
        <source>Asking AWS…</source>
        <translation>AWS に確認しています…</translation>
    </message>
    <message>
        <source>These two codes are too old now. Type two new ones.</source>
        <translation>この 2 つのコードは古くなりました。新しいコードを 2 つ入力してください。</translation>
    </message>
    <message>
        <source>The code after the first one has expired. Type two new ones.</source>
        <translation>1 つ目に続くコードの表示時間が過ぎました。新しいコードを 2 つ入力してください。</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>That code did not follow the first one, so it counts as the first now. Type the next one.</source>
        <translation>1 つ目に続くコードではないため、このコードを 1 つ目とします。次のコードを入力してください。</translation>
    </message>
    <message>
        <source>Check that the phone sets its time automatically, and that this is the entry for this device.</source>
        <translation>スマートフォンの時刻が自動設定になっていることと、このデバイスの項目であることを確認してください。</translation>
    </message>
</context>
<context>
    <name>TypedKeys</name>
    <message>
        <source>Access key ID</source>
        <translation>アクセスキー ID</translation>
    </message>
    <message>
        <source>Secret access key</source>
        <translation>シークレットアクセスキー</translation>
    </message>
    <message>
        <source>Session token</source>
        <translation>セッショントークン</translation>
    </message>
    <message>
        <source>only with ASIA keys</source>
        <translation>ASIA で始まるキーの場合のみ</translation>
    </message>
    <message>
        <source>Sho&amp;w</source>
        <translation>表示(&amp;W)</translation>
    </message>
    <message>
        <source>Show the secret access key</source>
        <translation>シークレットアクセスキーを表示</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>リージョン</translation>
    </message>
    <message>
        <source>us-east-1 if left empty; required for China and GovCloud</source>
        <translation>空の場合は us-east-1 (中国と GovCloud では必須)</translation>
    </message>
    <message>
        <source>Access &amp;key ID</source>
        <translation>アクセスキー ID(&amp;K)</translation>
    </message>
    <message>
        <source>S&amp;ecret access key</source>
        <translation>シークレットアクセスキー(&amp;E)</translation>
    </message>
    <message>
        <source>Session &amp;token</source>
        <translation>セッショントークン(&amp;T)</translation>
    </message>
    <message>
        <source>Re&amp;gion</source>
        <translation>リージョン(&amp;G)</translation>
    </message>
    <message>
        <source>Used only this once; never stored.</source>
        <translation>今回のみ使用し、保存しません。</translation>
    </message>
    <message>
        <source>C&amp;heck</source>
        <translation>確認(&amp;H)</translation>
    </message>
    <message>
        <source>Check these keys</source>
        <translation>入力したキーを確認</translation>
    </message>
    <message>
        <source>&amp;Hide</source>
        <translation>非表示(&amp;H)</translation>
    </message>
</context>
<context>
    <name>UnfinishedDialog</name>
    <message>
        <source>Unfinished setup</source>
        <translation>未完了のセットアップ</translation>
    </message>
    <message>
        <source>The removal of “{0}” is unfinished</source>
        <translation>「{0}」の削除が完了していません</translation>
    </message>
    <message>
        <source>The setup of “{0}” is unfinished</source>
        <translation>「{0}」のセットアップが完了していません</translation>
    </message>
    <message>
        <source>Part of it is still in AWS. You can continue the removal now, or later.</source>
        <translation>一部がまだ AWS に残っています。削除は、今すぐ、または後で続行できます。</translation>
    </message>
    <message>
        <source>Part of it is already in AWS. You can finish the setup now, or undo it.</source>
        <translation>一部はすでに AWS に作成されています。セットアップを今すぐ完了するか、元に戻すことができます。</translation>
    </message>
    <message>
        <source>Account {0} · started {1}</source>
        <translation>アカウント {0} · 開始 {1}</translation>
    </message>
    <message>
        <source>Either way, the administrator&apos;s credentials are needed again; they are never stored.</source>
        <translation>いずれの場合も、管理者の認証情報がもう一度必要です。この認証情報は保存されません。</translation>
    </message>
    <message>
        <source>&amp;Later</source>
        <translation>後で(&amp;L)</translation>
    </message>
    <message>
        <source>Continue removin&amp;g…</source>
        <translation>削除を続行(&amp;G)…</translation>
    </message>
    <message>
        <source>&amp;Finish the setup…</source>
        <translation>セットアップを完了(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Undo…</source>
        <translation>元に戻す(&amp;U)…</translation>
    </message>
    <message>
        <source>&amp;Start another one</source>
        <translation>別のセットアップ(&amp;S)</translation>
    </message>
</context>
<context>
    <name>UnfinishedRotation</name>
    <message>
        <source>Unfinished key change</source>
        <translation>未完了のキーローテーション</translation>
    </message>
    <message>
        <source>Changing the access key of “{0}” was interrupted</source>
        <translation>「{0}」のアクセスキーのローテーションが中断されました</translation>
    </message>
    <message>
        <source>Account {0} · started {1}</source>
        <translation>アカウント {0} · 開始 {1}</translation>
    </message>
    <message>
        <source>&amp;Later</source>
        <translation>後で(&amp;L)</translation>
    </message>
    <message>
        <source>C&amp;ontinue…</source>
        <translation>続行(&amp;O)…</translation>
    </message>
    <message>
        <source>The new key is in use. You can now delete what is left of the old one.</source>
        <translation>新しいキーが使用されています。残っている古いキーを今すぐ削除できます。</translation>
    </message>
    <message>
        <source>It was being undone. Your profiles keep working; there is a second key in AWS.</source>
        <translation>元に戻す途中でした。プロファイルは引き続き使えます。2 つ目のキーが AWS に残っています。</translation>
    </message>
    <message>
        <source>Your profiles keep working; there may be a second key in AWS. Continue to finish the change or to undo it.</source>
        <translation>プロファイルは引き続き使えます。2 つ目のキーが AWS に残っている可能性があります。続行して、ローテーションを完了するか元に戻してください。</translation>
    </message>
</context>
<context>
    <name>VaultDialog</name>
    <message>
        <source>Open the encrypted file</source>
        <translation>暗号化ファイルを開く</translation>
    </message>
    <message>
        <source>Where to keep secrets</source>
        <translation>秘密情報の保存先</translation>
    </message>
    <message>
        <source>It holds your access keys and sessions, because this computer has no keyring.</source>
        <translation>このコンピュータにはキーリングがないため、アクセスキーとセッションはこのファイルに保存されています。</translation>
    </message>
    <message>
        <source>Hourpass asks for its passphrase each time it starts. Nobody can recover a forgotten one: you would have to enter your access keys again.</source>
        <translation>Hourpass は起動のたびにパスフレーズを求めます。忘れたパスフレーズは誰にも復元できず、アクセスキーの再入力が必要になります。</translation>
    </message>
    <message>
        <source>An encrypted file instead</source>
        <translation>代わりに暗号化ファイルを使用</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>パスフレーズ</translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation>パスフレーズ(&amp;P)</translation>
    </message>
    <message>
        <source>The same passphrase again</source>
        <translation>パスフレーズの再入力</translation>
    </message>
    <message>
        <source>&amp;Again</source>
        <translation>再入力(&amp;A)</translation>
    </message>
    <message>
        <source>Use an encrypted &amp;file instead</source>
        <translation>暗号化ファイルを使用(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Not now</source>
        <translation>今はしない(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Try the keyring again</source>
        <translation>キーリングを再確認(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Unlock the keyring</source>
        <translation>ロックを解除(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>開く(&amp;O)</translation>
    </message>
    <message>
        <source>Use the &amp;encrypted file</source>
        <translation>暗号化ファイルを使用(&amp;E)</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>開いています…</translation>
    </message>
</context>
<context>
    <name>VaultDoors</name>
    <message>
        <source>What can I do?</source>
        <translation>対処方法</translation>
    </message>
</context>
<context>
    <name>WarningNotes</name>
    <message>
        <source>Credentials for {0} have expired</source>
        <translation>{0} の認証情報の有効期限が切れました</translation>
    </message>
    <message>
        <source>They stopped working at {0}.</source>
        <translation>{0} に期限が切れました。</translation>
    </message>
    <message>
        <source>Credentials for {0} expire in {1}</source>
        <translation>{0} の認証情報の期限まであと {1}です</translation>
    </message>
    <message>
        <source>They work until {0}.</source>
        <translation>{0} まで有効です。</translation>
    </message>
    <message>
        <source>They could not be renewed. {0}</source>
        <translation>更新できませんでした。{0}</translation>
    </message>
    <message>
        <source>{0} could not be renewed</source>
        <translation>{0} の認証情報を更新できませんでした</translation>
    </message>
    <message>
        <source>Hourpass stays in the tray</source>
        <translation>Hourpass はトレイで動作しています</translation>
    </message>
    <message>
        <source>It warns you before credentials expire. To quit, use its menu.</source>
        <translation>認証情報の有効期限が切れる前に警告します。終了するには、トレイのメニューを使用してください。</translation>
    </message>
    <message>
        <source>Enter code…</source>
        <translation>コードを入力…</translation>
    </message>
    <message>
        <source>Renew now</source>
        <translation>今すぐ更新</translation>
    </message>
</context>
<context>
    <name>WarningsSection</name>
    <message>
        <source>Warnings</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>How many minutes before expiry to warn</source>
        <translation>警告のタイミング (有効期限の何分前か)</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>minutes before credentials expire</source>
        <translation>分前</translation>
    </message>
    <message>
        <source>&amp;Warn me</source>
        <translation>警告のタイミング(&amp;W)</translation>
    </message>
</context>
<context>
    <name>WhoPage</name>
    <message>
        <source>Whose credentials make the changes?</source>
        <translation>変更に使用する認証情報</translation>
    </message>
    <message>
        <source>An &amp;administrator of the account</source>
        <translation>アカウントの管理者(&amp;A)</translation>
    </message>
    <message>
        <source>An administrator of the account makes the changes</source>
        <translation>アカウントの管理者が変更を行う</translation>
    </message>
    <message>
        <source>This &amp;user itself, with a code</source>
        <translation>このユーザー自身 (コードを使用)(&amp;U)</translation>
    </message>
    <message>
        <source>This user makes the changes itself, with a code</source>
        <translation>このユーザー自身がコードを使って変更を行う</translation>
    </message>
    <message>
        <source>Hourpass created this user only to assume its role: this works only if someone has given it more permissions since.</source>
        <translation>Hourpass がこのユーザーに許可したのは、ロールを引き受けることだけです。その後に他のアクセス許可が追加されている場合にのみ使えます。</translation>
    </message>
    <message>
        <source>Code from {0}</source>
        <translation>{0} のコード</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>コード</translation>
    </message>
    <message>
        <source>This works if the user&apos;s policies allow it to manage its own devices. Without a code it can only view and resync them.</source>
        <translation>ユーザーのポリシーで自分のデバイスの管理が許可されている場合に使えます。コードなしでできるのは、デバイスの表示と再同期だけです。</translation>
    </message>
</context>
<context>
    <name>WithCard</name>
    <message>
        <source>A fresh code</source>
        <translation>新しいコード</translation>
    </message>
    <message>
        <source>Send it &amp;again</source>
        <translation>再送信(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Resync the device…</source>
        <translation>デバイスを再同期(&amp;R)…</translation>
    </message>
</context>
<context>
    <name>WithoutCard</name>
    <message>
        <source>&amp;Try again</source>
        <translation>もう一度試す(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>詳細(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Hide the answer</source>
        <translation>応答を非表示(&amp;H)</translation>
    </message>
    <message>
        <source>What AWS &amp;said</source>
        <translation>AWS の応答(&amp;S)</translation>
    </message>
</context>
<context>
    <name>WizardFoot</name>
    <message>
        <source>&amp;Back</source>
        <translation>戻る(&amp;B)</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>&amp;Finish</source>
        <translation>完了(&amp;F)</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>&amp;Finish the setup</source>
        <translation>セットアップを完了(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Create</source>
        <translation>作成(&amp;C)</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>閉じる(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>もう一度試す(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>次へ(&amp;N)</translation>
    </message>
    <message>
        <source>Cancel and &amp;undo</source>
        <translation>キャンセルして元に戻す(&amp;U)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
</context>
<context>
    <name>Workbench</name>
    <message>
        <source>Sandbox: a local AWS. Nothing here touches a real account.</source>
        <translation>サンドボックス: 実際の AWS には影響しません。</translation>
    </message>
    <message>
        <source>Show authenticator</source>
        <translation>認証アプリを表示</translation>
    </message>
</context>
<context>
    <name>_BackupLine</name>
    <message>
        <source>Backup: {0}</source>
        <translation>バックアップ: {0}</translation>
    </message>
</context>
<context>
    <name>_SecondsRing</name>
    <message>
        <source>The next code appears in {0} s</source>
        <translation>次のコードは {0} 秒後に表示されます</translation>
    </message>
</context>
</TS>
