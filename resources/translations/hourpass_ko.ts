<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Hourpass</source>
        <translation>Hourpass 정보</translation>
    </message>
    <message>
        <source>Hourpass sends nothing about you or your use to anyone; it talks only to AWS.</source>
        <translation>Hourpass는 사용자나 사용 내역에 관한 정보를 누구에게도 보내지 않으며, AWS와만 통신합니다.</translation>
    </message>
    <message>
        <source>Diagnosis</source>
        <translation>진단</translation>
    </message>
    <message>
        <source>&amp;Copy for a report</source>
        <translation>보고용으로 복사(&amp;C)</translation>
    </message>
    <message>
        <source>Contains no secrets, but does name folders on this computer.</source>
        <translation>비밀 정보는 없습니다. 이 컴퓨터의 폴더 이름은 들어 있습니다.</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>닫기(&amp;L)</translation>
    </message>
    <message>
        <source>Version {0} · MFA access to AWS from the desktop</source>
        <translation>버전 {0} · 데스크톱에서 사용하는 AWS MFA 액세스</translation>
    </message>
    <message>
        <source>Free software under the MIT licence; Qt under the LGPL.</source>
        <translation>MIT 라이선스의 자유 소프트웨어입니다. Qt는 LGPL을 따릅니다.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>복사됨</translation>
    </message>
</context>
<context>
    <name>AccessKeys</name>
    <message>
        <source>Created %Ln days ago, on {0}</source>
        <translation>%Ln일 전({0}) 생성</translation>
    </message>
    <message>
        <source>Created today</source>
        <translation>오늘 생성</translation>
    </message>
    <message>
        <source>Created yesterday</source>
        <translation>어제 생성</translation>
    </message>
    <message>
        <source>not used yet</source>
        <translation>아직 사용 기록 없음</translation>
    </message>
    <message>
        <source>last used {0}, for {1} in {2}</source>
        <translation>마지막 사용: {0}, {2} 리전의 {1}</translation>
    </message>
    <message>
        <source>today</source>
        <translation>오늘</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>어제</translation>
    </message>
    <message>
        <source>last used {0}</source>
        <translation>마지막 사용: {0}</translation>
    </message>
    <message>
        <source>on {0}</source>
        <translation>{0}</translation>
    </message>
    <message>
        <source>last used {0}, for {1}</source>
        <translation>마지막 사용: {0}, {1}</translation>
    </message>
</context>
<context>
    <name>Activity</name>
    <message>
        <source>OK</source>
        <translation>정상</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>응답 없음</translation>
    </message>
    <message>
        <source>Name not found</source>
        <translation>이름을 찾을 수 없음</translation>
    </message>
    <message>
        <source>Connection refused</source>
        <translation>연결 거부됨</translation>
    </message>
    <message>
        <source>Not reachable</source>
        <translation>연결할 수 없음</translation>
    </message>
    <message>
        <source>Timed out</source>
        <translation>시간 초과</translation>
    </message>
    <message>
        <source>Certificate not trusted</source>
        <translation>신뢰할 수 없는 인증서</translation>
    </message>
    <message>
        <source>Proxy failed</source>
        <translation>프록시 실패</translation>
    </message>
    <message>
        <source>Not AWS</source>
        <translation>AWS가 아님</translation>
    </message>
    <message>
        <source>Endpoint invalid</source>
        <translation>잘못된 엔드포인트</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>전송 안 됨</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>거부됨</translation>
    </message>
</context>
<context>
    <name>ActivityModel</name>
    <message>
        <source>Time</source>
        <translation>시각</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>호출</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>결과</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>소요 시간</translation>
    </message>
    <message>
        <source>Request ID</source>
        <translation>요청 ID</translation>
    </message>
</context>
<context>
    <name>ActivityTab</name>
    <message>
        <source>&amp;Copy</source>
        <translation>복사(&amp;C)</translation>
    </message>
    <message>
        <source>Copy everything as text. It contains no secrets.</source>
        <translation>전체를 텍스트로 복사합니다. 비밀 정보는 들어 있지 않습니다.</translation>
    </message>
    <message>
        <source>What Hourpass asked of AWS, newest first. No secrets are kept here.</source>
        <translation>Hourpass가 AWS에 보낸 요청입니다. 최근 것부터 표시하며, 비밀 정보는 남기지 않습니다.</translation>
    </message>
    <message>
        <source>No requests to AWS yet. Each call and its answer will appear here.</source>
        <translation>아직 AWS에 보낸 요청이 없습니다. 호출과 응답이 여기에 하나씩 표시됩니다.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>복사됨</translation>
    </message>
    <message>
        <source>The selected call&apos;s answer</source>
        <translation>선택한 호출의 응답</translation>
    </message>
</context>
<context>
    <name>ActivityTable</name>
    <message>
        <source>Activity</source>
        <translation>활동</translation>
    </message>
</context>
<context>
    <name>AddPage</name>
    <message>
        <source>&amp;Authenticator app on a phone or computer</source>
        <translation>휴대폰이나 컴퓨터의 인증 앱(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Hardware token that shows six digits</source>
        <translation>숫자 6자리를 표시하는 하드웨어 토큰(&amp;H)</translation>
    </message>
    <message>
        <source>Name of the new device</source>
        <translation>새 디바이스의 이름</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>이름(&amp;N)</translation>
    </message>
    <message>
        <source>Your phone shows this name. With the user&apos;s name first, you can tell its codes from others.</source>
        <translation>휴대폰에 표시되는 이름입니다. 사용자 이름을 앞에 붙이면 다른 코드와 구별하기 쉽습니다.</translation>
    </message>
    <message>
        <source>Serial number of the token</source>
        <translation>토큰의 일련 번호</translation>
    </message>
    <message>
        <source>&amp;Serial number</source>
        <translation>일련 번호(&amp;S)</translation>
    </message>
    <message>
        <source>It is printed on the back of the token.</source>
        <translation>토큰 뒷면에 적혀 있습니다.</translation>
    </message>
    <message>
        <source>Passkeys and security keys such as a YubiKey have no codes that AWS accepts for credentials. Register them in the IAM console, to sign in there.</source>
        <translation>패스키나 YubiKey 같은 보안 키는 AWS에서 자격 증명을 받는 데 쓸 코드를 만들지 않습니다. 이런 디바이스는 콘솔 로그인용으로 IAM 콘솔에서 등록합니다.</translation>
    </message>
    <message>
        <source>{0} keeps working until AWS has accepted a code from the new phone. Then your profiles switch over, and {0} is removed. Credentials you already have stay valid until they expire.</source>
        <translation>새 휴대폰의 코드를 AWS가 받아들이는 것이 확인될 때까지 {0} 디바이스는 계속 작동합니다. 확인되면 프로파일이 새 디바이스로 바뀌고 {0} 디바이스는 제거됩니다. 지금 가지고 있는 자격 증명은 만료될 때까지 유효합니다.</translation>
    </message>
    <message>
        <source>Hourpass then stops generating codes; you can let it generate those of the new device.</source>
        <translation>그때부터 Hourpass는 코드를 만들지 않습니다. 원하면 새 디바이스의 코드를 만들게 할 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>AdminAgain</name>
    <message>
        <source>Sign in again to continue</source>
        <translation>계속하려면 자격 증명을 다시 선택하세요</translation>
    </message>
    <message>
        <source>{0} Choose credentials for account {1}; what was created so far is kept.</source>
        <comment>what is wrong</comment>
        <translation>{0} {1} 계정의 자격 증명을 선택하세요. 지금까지 생성한 것은 그대로 남습니다.</translation>
    </message>
    <message>
        <source>&amp;Not now</source>
        <translation>지금 안 함(&amp;N)</translation>
    </message>
    <message>
        <source>C&amp;ontinue</source>
        <translation>계속(&amp;O)</translation>
    </message>
</context>
<context>
    <name>AdminChooser</name>
    <message>
        <source>Whose credentials to use</source>
        <translation>사용할 자격 증명의 소유자</translation>
    </message>
    <message>
        <source>&amp;Credentials of</source>
        <translation>자격 증명(&amp;C)</translation>
    </message>
    <message>
        <source>Check a&amp;gain</source>
        <translation>다시 확인(&amp;G)</translation>
    </message>
    <message>
        <source>Check the chosen credentials again</source>
        <translation>선택한 자격 증명 다시 확인</translation>
    </message>
    <message>
        <source>Code from the profile&apos;s own MFA device</source>
        <translation>프로파일 자체 MFA 디바이스의 코드</translation>
    </message>
    <message>
        <source>Asking AWS whose credentials these are…</source>
        <translation>누구의 자격 증명인지 AWS에 확인하는 중…</translation>
    </message>
    <message>
        <source>This profile asks for a code from {0}:</source>
        <translation>이 프로파일에는 {0} 디바이스의 코드가 필요합니다.</translation>
    </message>
    <message>
        <source>This profile asks for a code from its own MFA device:</source>
        <translation>이 프로파일에는 자체 MFA 디바이스의 코드가 필요합니다.</translation>
    </message>
</context>
<context>
    <name>AdminPage</name>
    <message>
        <source>&amp;Leave the role where it is</source>
        <translation>역할은 그대로 두기(&amp;L)</translation>
    </message>
    <message>
        <source>Leave the role where it is</source>
        <translation>역할은 그대로 두기</translation>
    </message>
</context>
<context>
    <name>Administrators</name>
    <message>
        <source>Keys in this shell&apos;s environment</source>
        <translation>이 셸의 환경 변수에 있는 키</translation>
    </message>
    <message>
        <source>Type access keys…</source>
        <translation>액세스 키 입력…</translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation>{0}({1})</translation>
    </message>
    <message>
        <source>access keys</source>
        <translation>액세스 키</translation>
    </message>
    <message>
        <source>role</source>
        <translation>역할</translation>
    </message>
    <message>
        <source>IAM Identity Center</source>
        <translation>IAM Identity Center</translation>
    </message>
    <message>
        <source>external program</source>
        <translation>외부 프로그램</translation>
    </message>
    <message>
        <source>AWS config file</source>
        <translation>AWS 구성 파일</translation>
    </message>
    <message>
        <source>{0} in {1}</source>
        <translation>{1} 계정의 {0}</translation>
    </message>
    <message>
        <source>Fill this in.</source>
        <translation>값을 입력하세요.</translation>
    </message>
    <message>
        <source>It contains a space or line break. Copy it again.</source>
        <translation>안에 공백이나 줄 바꿈이 있습니다. 다시 복사하세요.</translation>
    </message>
    <message>
        <source>ASIA keys are temporary: AWS needs their session token too.</source>
        <translation>ASIA 키는 임시 키이므로 AWS에 세션 토큰도 필요합니다.</translation>
    </message>
    <message>
        <source>AKIA keys have no session token. Leave this empty.</source>
        <translation>AKIA 키에는 세션 토큰이 없습니다. 비워 두세요.</translation>
    </message>
    <message>
        <source>The account has reached its limit of users. Use an existing one, or request a higher quota.</source>
        <translation>계정에 사용자가 최대 개수만큼 있습니다. 기존 사용자를 사용하거나 할당량을 늘리세요.</translation>
    </message>
    <message>
        <source>The account has reached its limit of roles. Use an existing one, or choose a session instead.</source>
        <translation>계정에 역할이 최대 개수만큼 있습니다. 기존 역할을 사용하거나 대신 세션을 선택하세요.</translation>
    </message>
    <message>
        <source>The account has reached its limit of policies. Choose a session, or request a higher quota.</source>
        <translation>계정에 정책이 최대 개수만큼 있습니다. 세션을 선택하거나 할당량을 늘리세요.</translation>
    </message>
    <message>
        <source>Role {0} (session {1}) in {2}</source>
        <translation>{2} 계정의 역할 {0}(세션 {1})</translation>
    </message>
    <message>
        <source>The account&apos;s quota of {0} is used up.</source>
        <translation>계정의 {0} 할당량을 모두 사용했습니다.</translation>
    </message>
</context>
<context>
    <name>Application</name>
    <message>
        <source>Hourpass — Sandbox</source>
        <translation>Hourpass — 샌드박스</translation>
    </message>
    <message>
        <source>Sandbox</source>
        <translation>샌드박스</translation>
    </message>
    <message>
        <source>Starting the sandbox…</source>
        <translation>샌드박스를 시작하는 중…</translation>
    </message>
</context>
<context>
    <name>Authenticator</name>
    <message>
        <source>Authenticator</source>
        <translation>인증 앱</translation>
    </message>
    <message>
        <source>&amp;Copy code</source>
        <translation>코드 복사(&amp;C)</translation>
    </message>
    <message>
        <source>Scan this with an authenticator app; both then show the same codes.</source>
        <translation>인증 앱으로 스캔하세요. 그러면 양쪽에 같은 코드가 표시됩니다.</translation>
    </message>
    <message>
        <source>Stands in for your phone, in the sandbox only.</source>
        <translation>샌드박스에서만 휴대폰 역할을 대신합니다.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>복사됨</translation>
    </message>
    <message>
        <source>&amp;Hide the QR code</source>
        <translation>QR 코드 숨기기(&amp;H)</translation>
    </message>
    <message>
        <source>Use my &amp;phone instead</source>
        <translation>내 휴대폰 사용(&amp;P)</translation>
    </message>
</context>
<context>
    <name>BucketMessage</name>
    <message>
        <source>Buckets</source>
        <translation>버킷</translation>
    </message>
    <message>
        <source>Buckets appear here once you have credentials.</source>
        <translation>자격 증명을 받으면 여기에 버킷이 표시됩니다.</translation>
    </message>
    <message>
        <source>Everything works, there is just nothing to show. Buckets created elsewhere will appear here.</source>
        <translation>문제는 없으며 표시할 것이 없을 뿐입니다. 다른 곳에서 버킷을 만들면 여기에 표시됩니다.</translation>
    </message>
    <message>
        <source>This account has no buckets</source>
        <translation>이 계정에는 버킷이 없습니다</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>다시 확인</translation>
    </message>
    <message>
        <source>List again</source>
        <translation>다시 불러오기</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Asking AWS for the buckets…</source>
        <translation>AWS에서 버킷을 불러오는 중…</translation>
    </message>
    <message>
        <source>No bucket name contains “{0}”.</source>
        <translation>이름에 “{0}” 문자열이 들어 있는 버킷이 없습니다.</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>필터 지우기</translation>
    </message>
</context>
<context>
    <name>BucketModel</name>
    <message>
        <source>Bucket</source>
        <translation>버킷</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>리전</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>생성일</translation>
    </message>
</context>
<context>
    <name>BucketNotice</name>
    <message>
        <source>{0} saved to {1}.</source>
        <translation>{0} 목록 저장됨: {1}</translation>
    </message>
</context>
<context>
    <name>BucketTab</name>
    <message>
        <source>Filter buckets</source>
        <translation>버킷 필터링</translation>
    </message>
    <message>
        <source>Filter buckets…</source>
        <translation>버킷 필터링…</translation>
    </message>
    <message>
        <source>Save the buckets shown as a CSV file</source>
        <translation>표시된 버킷을 CSV 파일로 저장</translation>
    </message>
    <message>
        <source>Export buckets</source>
        <translation>버킷 내보내기</translation>
    </message>
    <message>
        <source>{0} buckets</source>
        <translation>{0} 버킷</translation>
    </message>
</context>
<context>
    <name>BucketTable</name>
    <message>
        <source>Buckets</source>
        <translation>버킷</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>열기(&amp;O)</translation>
    </message>
    <message>
        <source>Copy &amp;names</source>
        <translation>이름 복사(&amp;N)</translation>
    </message>
    <message>
        <source>Copy &amp;name</source>
        <translation>이름 복사(&amp;N)</translation>
    </message>
    <message>
        <source>Copy &amp;ARNs</source>
        <translation>ARN 복사(&amp;A)</translation>
    </message>
    <message>
        <source>Copy &amp;ARN</source>
        <translation>ARN 복사(&amp;A)</translation>
    </message>
    <message>
        <source>Copy as &amp;CSV rows</source>
        <translation>CSV 행으로 복사(&amp;C)</translation>
    </message>
    <message>
        <source>Copy as &amp;CSV row</source>
        <translation>CSV 행으로 복사(&amp;C)</translation>
    </message>
    <message>
        <source>Sort by na&amp;me</source>
        <translation>이름순 정렬(&amp;M)</translation>
    </message>
    <message>
        <source>Sort by &amp;region</source>
        <translation>리전순 정렬(&amp;R)</translation>
    </message>
    <message>
        <source>Sort by &amp;date</source>
        <translation>날짜순 정렬(&amp;D)</translation>
    </message>
</context>
<context>
    <name>Buckets</name>
    <message>
        <source>1 bucket</source>
        <translation>버킷 1개</translation>
    </message>
    <message>
        <source>%Ln buckets</source>
        <translation>버킷 %Ln개</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <comment>3 of 6 buckets</comment>
        <translation>{1} 중 {0}개</translation>
    </message>
    <message>
        <source>%Ln</source>
        <comment>a number</comment>
        <translation>%Ln</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>불러오는 중…</translation>
    </message>
    <message>
        <source>Loading… {0}</source>
        <comment>how many so far</comment>
        <translation>불러오는 중… {0}</translation>
    </message>
    <message>
        <source>{0} so far</source>
        <comment>1,000 buckets so far</comment>
        <translation>지금까지 {0}</translation>
    </message>
    <message>
        <source>Stopped before any buckets arrived.</source>
        <translation>버킷을 받기 전에 중지했습니다.</translation>
    </message>
    <message>
        <source>Stopped. There may be more buckets than this one.</source>
        <translation>중지했습니다. 이 버킷 외에 더 있을 수 있습니다.</translation>
    </message>
    <message>
        <source>Stopped. There may be more than these {0}.</source>
        <translation>중지했습니다. {0} 외에 더 있을 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>ChangeDialog</name>
    <message>
        <source>Name for other tools</source>
        <translation>다른 도구에서 쓸 이름</translation>
    </message>
    <message>
        <source>Then run</source>
        <translation>추가 후 실행</translation>
    </message>
    <message>
        <source>The change, line by line</source>
        <translation>행별 변경 내용</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>&amp;Name for other tools</source>
        <translation>다른 도구에서 쓸 이름(&amp;N)</translation>
    </message>
    <message>
        <source>The file is like that already: there is nothing to change.</source>
        <translation>파일이 이미 그 상태입니다. 변경할 것이 없습니다.</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>기록하는 중…</translation>
    </message>
</context>
<context>
    <name>CliArgparse</name>
    <message>
        <source>usage: </source>
        <translation>사용법: </translation>
    </message>
    <message>
        <source>argument %(argument_name)s: %(message)s</source>
        <translation>인수 %(argument_name)s: %(message)s</translation>
    </message>
    <message>
        <source>unrecognized arguments: %s</source>
        <translation>인식할 수 없는 인수: %s</translation>
    </message>
    <message>
        <source>the following arguments are required: %s</source>
        <translation>다음 인수가 필요합니다: %s</translation>
    </message>
    <message>
        <source>expected one argument</source>
        <translation>값을 하나 지정해야 합니다</translation>
    </message>
    <message>
        <source>invalid choice: %(value)r (choose from %(choices)s)</source>
        <translation>%(value)r 값은 사용할 수 없습니다(다음 중에서 선택: %(choices)s)</translation>
    </message>
    <message>
        <source>ignored explicit argument %r</source>
        <translation>값을 지정할 수 없습니다: %r</translation>
    </message>
    <message>
        <source>ambiguous option: %(option)s could match %(matches)s</source>
        <translation>옵션 %(option)s 이름이 모호합니다(후보: %(matches)s)</translation>
    </message>
</context>
<context>
    <name>CliHelp</name>
    <message>
        <source>MFA access to AWS from the desktop.</source>
        <translation>데스크톱에서 MFA로 AWS에 액세스합니다.</translation>
    </message>
    <message>
        <source>use the embedded local AWS: no account, no network</source>
        <translation>내장된 로컬 AWS를 사용(계정과 네트워크 불필요)</translation>
    </message>
    <message>
        <source>start in the tray, without a window</source>
        <translation>창을 열지 않고 트레이에서 시작</translation>
    </message>
    <message>
        <source>choose the profile of that name</source>
        <translation>이 이름의 프로파일을 선택</translation>
    </message>
    <message>
        <source>MFA access to AWS, for scripts and terminals.</source>
        <translation>스크립트와 터미널에서 MFA로 AWS에 액세스합니다.</translation>
    </message>
    <message>
        <source>talk to the app running in its sandbox</source>
        <translation>샌드박스에서 실행 중인 앱에 연결</translation>
    </message>
    <message>
        <source>its name in Hourpass; hourpass-cli profiles lists them</source>
        <translation>Hourpass의 프로파일 이름(목록: hourpass-cli profiles)</translation>
    </message>
    <message>
        <source>print the JSON of credential_process</source>
        <translation>credential_process 형식의 JSON을 출력</translation>
    </message>
    <message>
        <source>run a command with the AWS variables set</source>
        <translation>AWS 환경 변수를 설정하고 명령을 실행</translation>
    </message>
    <message>
        <source>print the AWS variables as assignments for a shell</source>
        <translation>AWS 환경 변수를 셸 할당문으로 출력</translation>
    </message>
    <message>
        <source>how many seconds to wait for a code (%(default)g)</source>
        <translation>코드 입력을 기다리는 시간(초, 기본값 %(default)g)</translation>
    </message>
    <message>
        <source>serve fresh credentials to the command for as long as it runs</source>
        <translation>명령이 실행되는 동안 새 자격 증명을 계속 제공</translation>
    </message>
    <message>
        <source>which shell to print assignments for (default: your own)</source>
        <translation>할당문을 출력할 셸(생략하면 사용 중인 셸)</translation>
    </message>
    <message>
        <source>list the profiles</source>
        <translation>프로파일 목록을 표시</translation>
    </message>
    <message>
        <source>as JSON</source>
        <translation>JSON으로 출력</translation>
    </message>
    <message>
        <source>get credentials with a code typed in the terminal</source>
        <translation>터미널에서 코드를 입력해 자격 증명을 받기</translation>
    </message>
    <message>
        <source>read the code from standard input</source>
        <translation>코드를 표준 입력에서 읽기</translation>
    </message>
    <message>
        <source>run the embedded AWS alone until interrupted</source>
        <translation>중단될 때까지 내장된 AWS만 실행</translation>
    </message>
    <message>
        <source>Runs the embedded AWS alone until interrupted, and prints how to reach it as shell assignments.</source>
        <translation>중단될 때까지 내장된 AWS만 실행하고, 연결 방법을 셸 할당문으로 출력합니다.</translation>
    </message>
    <message>
        <source>with --sandbox: the practice device&apos;s current code</source>
        <translation>--sandbox와 함께 사용: 연습용 디바이스의 현재 코드를 출력</translation>
    </message>
    <message>
        <source>positional arguments</source>
        <translation>위치 인수</translation>
    </message>
    <message>
        <source>options</source>
        <translation>옵션</translation>
    </message>
    <message>
        <source>show this help message and exit</source>
        <translation>이 도움말을 표시하고 종료</translation>
    </message>
    <message>
        <source>show program&apos;s version number and exit</source>
        <translation>버전을 표시하고 종료</translation>
    </message>
</context>
<context>
    <name>CliLogin</name>
    <message>
        <source>Hourpass did not answer in time. Look at its window before you type another code.</source>
        <translation>Hourpass의 응답 시간이 초과되었습니다. 다른 코드를 입력하기 전에 Hourpass 창을 확인하세요.</translation>
    </message>
    <message>
        <source>There is no terminal to ask on; --code-stdin reads a code.</source>
        <translation>코드를 입력할 터미널이 없습니다. --code-stdin을 사용하면 표준 입력에서 코드를 읽습니다.</translation>
    </message>
    <message>
        <source>AWS accepted it, but the credentials could not be stored. {reason}</source>
        <translation>AWS에서 받아들였지만 자격 증명을 보관하지 못했습니다. {reason}</translation>
    </message>
    <message>
        <source>{profile}: valid until {time}</source>
        <translation>{profile}: {time}까지 유효</translation>
    </message>
</context>
<context>
    <name>CliMessage</name>
    <message>
        <source>it seems to be running already, but does not answer</source>
        <translation>이미 실행 중인 것 같지만 응답하지 않습니다</translation>
    </message>
    <message>
        <source>Hourpass cannot be started: {reason}.</source>
        <translation>Hourpass를 시작할 수 없습니다({reason}).</translation>
    </message>
    <message>
        <source>Hourpass was started, but does not answer.</source>
        <translation>Hourpass를 시작했지만 응답하지 않습니다.</translation>
    </message>
    <message>
        <source>Hourpass was started to ask, but quit at once: {reason}</source>
        <translation>입력을 요청하기 위해 Hourpass를 시작했지만 바로 종료되었습니다: {reason}</translation>
    </message>
    <message>
        <source>Hourpass was started to ask, but quit at once without saying why.</source>
        <translation>입력을 요청하기 위해 Hourpass를 시작했지만 바로 종료되었습니다. 이유는 출력되지 않았습니다.</translation>
    </message>
    <message>
        <source>Nothing was printed: the value of {variable} cannot be written for this shell.</source>
        <translation>{variable} 값을 이 셸의 형식으로 쓸 수 없어 아무것도 출력하지 않았습니다.</translation>
    </message>
    <message>
        <source>These variables take precedence over the credentials; unset them: {variables}</source>
        <translation>다음 환경 변수는 이 자격 증명보다 우선하므로 해제하세요: {variables}</translation>
    </message>
    <message>
        <source>the default section of {path} would take precedence over --server, so the command does not see that file</source>
        <translation>{path} 파일의 default 섹션이 --server보다 우선하므로, 명령에서 이 파일이 보이지 않게 합니다</translation>
    </message>
    <message>
        <source>Hourpass answered: {answer}.</source>
        <translation>Hourpass의 응답: {answer}</translation>
    </message>
    <message>
        <source>Hourpass gave an answer that cannot be understood here.</source>
        <translation>Hourpass의 응답을 해석할 수 없습니다.</translation>
    </message>
    <message>
        <source>No code was typed.</source>
        <translation>코드를 입력하지 않았습니다.</translation>
    </message>
    <message>
        <source>Hourpass is not running in its sandbox; start it with: {command}</source>
        <translation>Hourpass가 샌드박스에서 실행되고 있지 않습니다. 다음 명령으로 시작하세요: {command}</translation>
    </message>
    <message>
        <source>Hourpass has no profile called {profile}. `{command}` lists them.</source>
        <translation>Hourpass에 {profile} 프로파일이 없습니다. `{command}` 명령으로 목록을 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>Hourpass has no profile called {profile}. `{command}` lists them, and `{sandbox}` the sandbox&apos;s.</source>
        <translation>Hourpass에 {profile} 프로파일이 없습니다. `{command}` 명령으로 목록을, `{sandbox}` 명령으로 샌드박스의 목록을 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>Hourpass finds no profile called {profile}, because {path} is damaged: start Hourpass.</source>
        <translation>{path} 파일이 손상되어 {profile} 프로파일을 찾을 수 없습니다. Hourpass를 시작하세요.</translation>
    </message>
    <message>
        <source>{profile} needs an MFA code and there is nobody to ask: start Hourpass, or run: {command}</source>
        <translation>{profile} 프로파일에는 MFA 코드가 필요하지만 입력을 요청할 방법이 없습니다. Hourpass를 시작하거나 다음 명령을 실행하세요: {command}</translation>
    </message>
    <message>
        <source>{profile} needs an MFA code; in another terminal, run: {command}</source>
        <translation>{profile} 프로파일에는 MFA 코드가 필요합니다. 다른 터미널에서 다음 명령을 실행하세요: {command}</translation>
    </message>
    <message>
        <source>The secrets are in an encrypted file: start Hourpass.</source>
        <translation>비밀 정보가 암호화된 파일에 있습니다. Hourpass를 시작하세요.</translation>
    </message>
    <message>
        <source>Standard output cannot be written: {reason}.</source>
        <translation>표준 출력에 쓸 수 없습니다({reason}).</translation>
    </message>
    <message>
        <source>Standard output cannot be written: it is closed.</source>
        <translation>표준 출력이 닫혀 있어 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>{command}: command not found</source>
        <translation>{command}: 명령을 찾을 수 없습니다</translation>
    </message>
    <message>
        <source>Hourpass failed while getting credentials.</source>
        <translation>Hourpass가 자격 증명을 받는 중에 오류가 발생했습니다.</translation>
    </message>
    <message>
        <source>Waiting for Hourpass: it may be asking for a code for {profile}.</source>
        <translation>Hourpass의 응답을 기다리는 중입니다. {profile} 프로파일의 코드를 묻고 있을 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>CliProblem</name>
    <message>
        <source>AWS did not accept that code. Wait for the next one.</source>
        <translation>AWS가 코드를 거부했습니다. 다음 코드를 기다리세요.</translation>
    </message>
    <message>
        <source>That code was already sent, and AWS accepts each only once. Wait for the next one.</source>
        <translation>이미 보낸 코드입니다. AWS는 각 코드를 한 번만 받습니다. 다음 코드를 기다리세요.</translation>
    </message>
    <message>
        <source>A code has six digits.</source>
        <translation>코드는 숫자 6자리입니다.</translation>
    </message>
    <message>
        <source>A code from the MFA device is needed.</source>
        <translation>MFA 디바이스의 코드가 필요합니다.</translation>
    </message>
    <message>
        <source>AWS does not know this MFA device as one of the user&apos;s.</source>
        <translation>AWS가 이 MFA 디바이스를 이 사용자의 것으로 인식하지 못합니다.</translation>
    </message>
    <message>
        <source>Too many codes were tried. Wait three minutes.</source>
        <translation>코드를 너무 많이 시도했습니다. 3분 기다리세요.</translation>
    </message>
    <message>
        <source>AWS does not let this user assume the role.</source>
        <translation>AWS가 이 사용자의 역할 수임을 허용하지 않습니다.</translation>
    </message>
    <message>
        <source>AWS does not know the access key, or it is inactive.</source>
        <translation>AWS가 액세스 키를 인식하지 못하거나 액세스 키가 비활성 상태입니다.</translation>
    </message>
    <message>
        <source>The secret access key does not belong to the access key ID.</source>
        <translation>비밀 액세스 키가 액세스 키 ID와 맞지 않습니다.</translation>
    </message>
    <message>
        <source>The credentials have expired. Ask again.</source>
        <translation>자격 증명이 만료되었습니다. 다시 요청하세요.</translation>
    </message>
    <message>
        <source>These are the account&apos;s root keys, which may not assume roles. Use an IAM user&apos;s.</source>
        <translation>계정 루트 사용자의 키로는 역할을 수임할 수 없습니다. IAM 사용자의 키를 사용하세요.</translation>
    </message>
    <message>
        <source>The profile asks for longer than the role allows. Edit its duration in Hourpass.</source>
        <translation>프로파일의 유효 시간이 역할에서 허용하는 시간보다 깁니다. Hourpass에서 유효 시간을 편집하세요.</translation>
    </message>
    <message>
        <source>A role that another role assumes lasts an hour at most. Edit the profile in Hourpass.</source>
        <translation>다른 역할에서 수임한 역할은 최대 1시간 동안 유효합니다. Hourpass에서 프로파일을 편집하세요.</translation>
    </message>
    <message>
        <source>AWS does not issue credentials for that long. Edit the profile in Hourpass.</source>
        <translation>AWS는 그렇게 긴 유효 시간의 자격 증명을 발급하지 않습니다. Hourpass에서 프로파일을 편집하세요.</translation>
    </message>
    <message>
        <source>The profile&apos;s keys are temporary, which AWS does not accept here.</source>
        <translation>프로파일의 키가 임시 키입니다. 이 작업에는 임시 키를 사용할 수 없습니다.</translation>
    </message>
    <message>
        <source>The profile&apos;s session policy is too large. Edit the profile in Hourpass.</source>
        <translation>프로파일의 세션 정책이 너무 큽니다. Hourpass에서 프로파일을 편집하세요.</translation>
    </message>
    <message>
        <source>The profile&apos;s session policy is not a valid policy. Edit the profile in Hourpass.</source>
        <translation>프로파일의 세션 정책이 유효한 정책이 아닙니다. Hourpass에서 프로파일을 편집하세요.</translation>
    </message>
    <message>
        <source>Sign in to its source first: aws sso login --profile {profile}</source>
        <translation>먼저 자격 증명을 받아 오는 프로파일에 로그인하세요: aws sso login --profile {profile}</translation>
    </message>
    <message>
        <source>The AWS profile {profile}, its source of credentials, provides none. {detail}</source>
        <translation>자격 증명을 받아 오는 AWS 프로파일 {profile}에서 자격 증명을 받지 못했습니다. {detail}</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is wrong. Set it, then try again.</source>
        <translation>이 컴퓨터의 시계가 맞지 않습니다. 시각을 맞춘 다음 다시 시도하세요.</translation>
    </message>
    <message>
        <source>AWS is limiting requests. Try again in a moment.</source>
        <translation>AWS에서 요청 속도를 제한하고 있습니다. 잠시 후에 다시 시도하세요.</translation>
    </message>
    <message>
        <source>AWS was not found: is there a network?</source>
        <translation>AWS를 찾을 수 없습니다. 네트워크 연결을 확인하세요.</translation>
    </message>
    <message>
        <source>AWS cannot be reached: is there a network?</source>
        <translation>AWS에 연결할 수 없습니다. 네트워크 연결을 확인하세요.</translation>
    </message>
    <message>
        <source>The connection to AWS was refused.</source>
        <translation>AWS 연결이 거부되었습니다.</translation>
    </message>
    <message>
        <source>AWS did not answer in time.</source>
        <translation>AWS의 응답 시간이 초과되었습니다.</translation>
    </message>
    <message>
        <source>The connection to AWS could not be secured. If your network has its own certificates, set AWS_CA_BUNDLE.</source>
        <translation>AWS와의 연결이 안전한지 확인하지 못했습니다. 네트워크에서 자체 인증서를 쓴다면 AWS_CA_BUNDLE을 설정하세요.</translation>
    </message>
    <message>
        <source>The proxy did not let the request through.</source>
        <translation>프록시가 요청을 통과시키지 않았습니다.</translation>
    </message>
    <message>
        <source>Something other than AWS answered: a proxy or a sign-in page of the network?</source>
        <translation>AWS가 아닌 곳에서 응답했습니다. 프록시나 네트워크의 로그인 페이지일 수 있습니다.</translation>
    </message>
    <message>
        <source>No keyring answers here, so the access key cannot be read: start Hourpass.</source>
        <translation>응답하는 키링이 없어 액세스 키를 읽을 수 없습니다. Hourpass를 시작하세요.</translation>
    </message>
    <message>
        <source>The keyring is locked. Unlock it, or start Hourpass.</source>
        <translation>키링이 잠겨 있습니다. 잠금을 해제하거나 Hourpass를 시작하세요.</translation>
    </message>
    <message>
        <source>The keyring here would keep secrets in plain text, so Hourpass does not use it: start Hourpass.</source>
        <translation>이 컴퓨터의 키링은 비밀 정보를 일반 텍스트로 저장하므로 사용하지 않습니다. Hourpass를 시작하세요.</translation>
    </message>
    <message>
        <source>The keyring refused: start Hourpass to see why.</source>
        <translation>키링이 요청을 처리하지 못했습니다. Hourpass를 시작해 원인을 확인하세요.</translation>
    </message>
    <message>
        <source>The passphrase does not open the encrypted file.</source>
        <translation>이 암호 문구로는 암호화된 파일을 열 수 없습니다.</translation>
    </message>
    <message>
        <source>The encrypted file is damaged.</source>
        <translation>암호화된 파일이 손상되었습니다.</translation>
    </message>
    <message>
        <source>The access key of this profile is not in the keyring. Edit the profile in Hourpass to enter it.</source>
        <translation>이 프로파일의 액세스 키가 키링에 없습니다. Hourpass에서 프로파일을 편집하여 입력하세요.</translation>
    </message>
    <message>
        <source>The disk is full: {path} could not be written.</source>
        <translation>디스크 공간이 부족하여 {path} 파일을 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>{path} is read-only.</source>
        <translation>{path} 파일은 읽기 전용입니다.</translation>
    </message>
    <message>
        <source>{path} cannot be used. Does it belong to someone else?</source>
        <translation>{path} 경로를 사용할 수 없습니다. 다른 사용자의 소유인지 확인하세요.</translation>
    </message>
    <message>
        <source>{sentence} ({details})</source>
        <translation>{sentence} ({details})</translation>
    </message>
    <message>
        <source>That did not work: {reason}.</source>
        <translation>실패했습니다({reason}).</translation>
    </message>
</context>
<context>
    <name>CliProfiles</name>
    <message>
        <source>role</source>
        <translation>역할</translation>
    </message>
    <message>
        <source>role-through-session</source>
        <translation>역할(MFA 세션 경유)</translation>
    </message>
    <message>
        <source>session</source>
        <translation>세션 토큰</translation>
    </message>
    <message>
        <source>valid</source>
        <translation>유효</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>만료됨</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>There are no profiles yet. Start Hourpass to add one.</source>
        <translation>아직 프로파일이 없습니다. Hourpass를 시작해 추가하세요.</translation>
    </message>
    <message>
        <source>{path} is damaged, so profiles may be missing: start Hourpass.</source>
        <translation>{path} 파일이 손상되어 일부 프로파일이 빠졌을 수 있습니다. Hourpass를 시작하세요.</translation>
    </message>
</context>
<context>
    <name>CliQuestion</name>
    <message>
        <source>Another command is asking for a code from {device}: type it there.</source>
        <translation>다른 명령이 {device} 디바이스의 코드를 묻고 있습니다. 그쪽에 입력하세요.</translation>
    </message>
    <message>
        <source>AWS accepts each code once, and the current one was already sent. Wait for the next one.</source>
        <translation>지금 표시된 코드는 이미 보냈으며, AWS는 각 코드를 한 번만 받습니다. 다음 코드를 기다리세요.</translation>
    </message>
    <message>
        <source>MFA code from {device} for {profile}: </source>
        <translation>{profile} 프로파일의 MFA 코드({device}): </translation>
    </message>
    <message>
        <source>Nobody typed a code for {profile} within {seconds} s.</source>
        <translation>{seconds}초 안에 {profile} 프로파일의 코드를 입력한 사람이 없습니다.</translation>
    </message>
    <message>
        <source>The secrets are in an encrypted file, and there is no terminal to ask for its passphrase: start Hourpass.</source>
        <translation>비밀 정보가 암호화된 파일에 있지만 암호 문구를 입력할 터미널이 없습니다. Hourpass를 시작하세요.</translation>
    </message>
    <message>
        <source>Another command is asking for the passphrase: type it there.</source>
        <translation>다른 명령이 암호 문구를 묻고 있습니다. 그쪽에 입력하세요.</translation>
    </message>
    <message>
        <source>Passphrase of Hourpass&apos;s encrypted file: </source>
        <translation>암호화된 Hourpass 파일의 암호 문구: </translation>
    </message>
</context>
<context>
    <name>CliSandbox</name>
    <message>
        <source>The sandbox is running; stop it with Ctrl+C.</source>
        <translation>샌드박스가 실행 중입니다. 중지하려면 Ctrl+C를 누르세요.</translation>
    </message>
    <message>
        <source>The sandbox cannot listen on port {port}: {reason}</source>
        <translation>샌드박스를 포트 {port}에서 시작할 수 없습니다: {reason}</translation>
    </message>
    <message>
        <source>The device of {profile} is not one of the sandbox&apos;s practice devices.</source>
        <translation>{profile} 프로파일의 디바이스는 샌드박스의 연습용 디바이스가 아닙니다.</translation>
    </message>
    <message>
        <source>The sandbox needs some more packages: pip install &apos;hourpass[sandbox]&apos;</source>
        <translation>샌드박스에는 추가 패키지가 필요합니다: pip install &apos;hourpass[sandbox]&apos;</translation>
    </message>
    <message>
        <source>a port is a number up to 65535</source>
        <translation>포트는 65535 이하의 숫자로 지정하세요</translation>
    </message>
    <message>
        <source>give a number from 0 to 1000000</source>
        <translation>0에서 1000000까지의 수를 지정하세요</translation>
    </message>
    <message>
        <source>give seconds from 0 to 31536000</source>
        <translation>0에서 31536000까지의 초를 지정하세요</translation>
    </message>
    <message>
        <source>listen on this port (default: any free one)</source>
        <translation>이 포트에서 수신 대기(기본값: 사용 가능한 임의의 포트)</translation>
    </message>
    <message>
        <source>seconds until a change takes effect (default: 2 to 6, as on AWS)</source>
        <translation>변경 사항이 반영되는 시간(초, 기본값: AWS처럼 2~6)</translation>
    </message>
    <message>
        <source>end every session after this many seconds</source>
        <translation>모든 세션을 이 시간(초) 후에 종료</translation>
    </message>
    <message>
        <source>make this many more buckets</source>
        <translation>추가로 만들 버킷 수</translation>
    </message>
    <message>
        <source>put this many objects below archive/ in acme-data-lake-raw</source>
        <translation>acme-data-lake-raw의 archive/ 아래에 둘 객체 수</translation>
    </message>
</context>
<context>
    <name>CliUsage</name>
    <message>
        <source>only the sandbox has a device that can show its code: hourpass-cli --sandbox code PROFILE</source>
        <translation>코드를 알려 주는 디바이스는 샌드박스에만 있습니다: hourpass-cli --sandbox code PROFILE</translation>
    </message>
    <message>
        <source>a command is needed; hourpass-cli --help lists them</source>
        <translation>명령을 지정하세요. hourpass-cli --help로 목록을 볼 수 있습니다</translation>
    </message>
    <message>
        <source>put -- before the command, and {option} before that: hourpass-cli exec PROFILE -- COMMAND</source>
        <translation>명령 앞에 --를, 그 앞에 {option} 옵션을 두세요: hourpass-cli exec PROFILE -- COMMAND</translation>
    </message>
    <message>
        <source>exec needs a command: hourpass-cli exec PROFILE -- COMMAND</source>
        <translation>exec에는 실행할 명령이 필요합니다: hourpass-cli exec PROFILE -- COMMAND</translation>
    </message>
    <message>
        <source>give seconds from 0 to {longest}, not {given}</source>
        <translation>0~{longest} 사이의 초를 지정하세요(지정한 값: {given})</translation>
    </message>
</context>
<context>
    <name>ClipboardSection</name>
    <message>
        <source>Secrets on the clipboard</source>
        <translation>클립보드의 비밀 정보</translation>
    </message>
    <message>
        <source>Clear a&amp;fter</source>
        <translation>자동으로 지우기(&amp;F)</translation>
    </message>
    <message>
        <source>How long secrets stay on the clipboard</source>
        <translation>비밀 정보가 클립보드에 남아 있는 시간</translation>
    </message>
    <message>
        <source>Variables, console links and secret keys, unless you have copied something else since.</source>
        <translation>환경 변수, 콘솔 링크, 비밀 키에 적용됩니다. 그 뒤에 다른 것을 복사했다면 지우지 않습니다.</translation>
    </message>
</context>
<context>
    <name>CodeCard</name>
    <message>
        <source>MFA code</source>
        <translation>MFA 코드</translation>
    </message>
    <message>
        <source>How to get the credentials</source>
        <translation>자격 증명을 받는 방법</translation>
    </message>
    <message>
        <source>How long the credentials last</source>
        <translation>자격 증명의 유효 시간</translation>
    </message>
    <message>
        <source>&amp;Get credentials</source>
        <translation>자격 증명 받기(&amp;G)</translation>
    </message>
    <message>
        <source>Cance&amp;l</source>
        <translation>취소(&amp;L)</translation>
    </message>
    <message>
        <source>Enter the code for {0}</source>
        <translation>{0} 코드 입력</translation>
    </message>
    <message>
        <source>From your authenticator app · {0}</source>
        <translation>인증 앱에 표시된 코드 · {0}</translation>
    </message>
    <message>
        <source>Get credentials for {0}</source>
        <translation>{0} 자격 증명 받기</translation>
    </message>
    <message>
        <source>This profile has no MFA device, so AWS is asked without a code.</source>
        <translation>이 프로파일에는 MFA 디바이스가 지정되어 있지 않으므로 코드 없이 AWS에 요청합니다.</translation>
    </message>
</context>
<context>
    <name>CodeMakingDialog</name>
    <message>
        <source>Automatic codes</source>
        <translation>코드 자동 생성</translation>
    </message>
    <message>
        <source>Code shown now</source>
        <translation>지금 표시된 코드</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>닫기(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Delete the secret key</source>
        <translation>비밀 키 삭제(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Turn on</source>
        <translation>켜기(&amp;T)</translation>
    </message>
    <message>
        <source>Automatic codes for {0} are on</source>
        <translation>{0} 디바이스의 코드 자동 생성 사용 중</translation>
    </message>
    <message>
        <source>The device&apos;s secret key is in your keyring, so there are no codes to type. If you delete it, you are asked for the codes on your phone again. The device itself does not change.</source>
        <translation>디바이스의 비밀 키가 키링에 있어 코드를 직접 입력할 필요가 없습니다. 키링에서 비밀 키를 삭제하면 다시 휴대폰의 코드를 묻습니다. 디바이스 자체는 그대로 유지됩니다.</translation>
    </message>
    <message>
        <source>Turn on automatic codes for {0}</source>
        <translation>{0} 디바이스의 코드 자동 생성 켜기</translation>
    </message>
    <message>
        <source>Credentials renew with nothing to type. The catch: whoever gets into your unlocked keyring has both access key and codes, and MFA no longer protects you.</source>
        <translation>코드를 입력하지 않아도 자격 증명이 갱신됩니다. 대신 잠금 해제된 키링에 접근한 사람은 액세스 키와 코드를 모두 갖게 되므로, 그 경우 MFA는 더 이상 보호 수단이 되지 못합니다.</translation>
    </message>
    <message>
        <source>Secret key</source>
        <translation>비밀 키</translation>
    </message>
    <message>
        <source>Sho&amp;w</source>
        <translation>표시(&amp;W)</translation>
    </message>
    <message>
        <source>Show the secret key</source>
        <translation>비밀 키 표시</translation>
    </message>
    <message>
        <source>&amp;Secret key</source>
        <translation>비밀 키(&amp;S)</translation>
    </message>
    <message>
        <source>From an export of your authenticator app. An otpauth:// link works too.</source>
        <translation>인증 앱에서 내보낸 값을 입력합니다. otpauth://로 시작하는 텍스트도 됩니다.</translation>
    </message>
    <message>
        <source>C&amp;ode shown now</source>
        <translation>지금 표시된 코드(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Hide</source>
        <translation>숨기기(&amp;H)</translation>
    </message>
    <message>
        <source>This code does not belong to that secret key. Choose its entry in your authenticator app, and type the code shown now.</source>
        <translation>해당 비밀 키의 코드가 아닙니다. 인증 앱에서 해당 항목을 선택하고 지금 표시된 코드를 입력하세요.</translation>
    </message>
    <message>
        <source>That is not a secret key, which has only letters and the digits 2 to 7.</source>
        <translation>비밀 키가 아닙니다. 비밀 키는 영문자와 숫자 2~7로만 되어 있습니다.</translation>
    </message>
</context>
<context>
    <name>CodePrompt</name>
    <message>
        <source>MFA code</source>
        <translation>MFA 코드</translation>
    </message>
    <message>
        <source>&amp;Not now</source>
        <translation>지금 안 함(&amp;N)</translation>
    </message>
    <message>
        <source>{0} in account {1}
Sent as soon as the sixth digit is typed</source>
        <translation>{0}({1} 계정)
여섯 번째 숫자를 입력하면 바로 전송됩니다</translation>
    </message>
    <message>
        <source>{0}
Sent as soon as the sixth digit is typed</source>
        <translation>{0}
여섯 번째 숫자를 입력하면 바로 전송됩니다</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Remind me in %n min</source>
        <translation>
            <numerusform>%n분 후 다시 알림(&amp;R)</numerusform>
        </translation>
    </message>
    <message>
        <source>a program</source>
        <translation>알 수 없는 프로그램</translation>
    </message>
    <message>
        <source>{0} and others</source>
        <comment>programs</comment>
        <translation>{0} 외</translation>
    </message>
    <message>
        <source>{0} · asked by {1}</source>
        <comment>reason, programs</comment>
        <translation>{0} · 요청한 프로그램: {1}</translation>
    </message>
    <message>
        <source>Click the boxes, then type the code of {0}</source>
        <translation>입력란을 클릭하고 {0} 코드를 입력하세요</translation>
    </message>
</context>
<context>
    <name>ConfigCard</name>
    <message>
        <source>Tools ask Hourpass each time; no secret is written to disk. When a code is needed, a prompt appears here.</source>
        <translation>도구가 필요할 때마다 Hourpass에 요청하며, 비밀 정보는 디스크에 기록되지 않습니다. 코드가 필요하면 여기에 입력 창이 나타납니다.</translation>
    </message>
    <message>
        <source>AWS CLI, SDKs, Terraform</source>
        <translation>AWS CLI, SDK, Terraform</translation>
    </message>
    <message>
        <source>Section of the AWS config file</source>
        <translation>AWS 구성 파일의 섹션</translation>
    </message>
    <message>
        <source>Add &amp;to the AWS config…</source>
        <translation>AWS 구성에 추가(&amp;T)…</translation>
    </message>
    <message>
        <source>R&amp;emove…</source>
        <translation>제거(&amp;E)…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>되돌리기</translation>
    </message>
    <message>
        <source>Upda&amp;te the AWS config…</source>
        <translation>AWS 구성 업데이트(&amp;T)…</translation>
    </message>
    <message>
        <source>Add &amp;to {0}…</source>
        <translation>{0}에 추가(&amp;T)…</translation>
    </message>
    <message>
        <source>Upda&amp;te {0}…</source>
        <translation>{0} 업데이트(&amp;T)…</translation>
    </message>
    <message>
        <source>Ready:
aws s3 ls --profile {0}</source>
        <translation>이제 실행할 수 있습니다:
aws s3 ls --profile {0}</translation>
    </message>
    <message>
        <source>The section in the file is out of date.</source>
        <translation>파일의 내용이 최신이 아닙니다.</translation>
    </message>
    <message>
        <source>Removed.</source>
        <translation>제거했습니다.</translation>
    </message>
    <message>
        <source>Copied. Paste it into the file that your tools read.</source>
        <translation>복사했습니다. 도구가 읽는 파일에 붙여 넣으세요.</translation>
    </message>
</context>
<context>
    <name>ConfigDesk</name>
    <message>
        <source>Add to the AWS config</source>
        <translation>AWS 구성에 추가</translation>
    </message>
    <message>
        <source>This is what changes in {0}. Everything else stays as it is, and what was there is kept as a backup.</source>
        <translation>{0} 파일에서 바뀌는 부분은 다음과 같습니다. 나머지는 그대로 유지되며 기존 내용은 백업으로 보관됩니다.</translation>
    </message>
    <message>
        <source>&amp;Write</source>
        <translation>파일에 쓰기(&amp;W)</translation>
    </message>
    <message>
        <source>Remove from the AWS config</source>
        <translation>AWS 구성에서 제거</translation>
    </message>
    <message>
        <source>This is taken out of {1}: tools that use the profile “{0}” get no credentials any more. Everything else stays as it is, and what was there is kept as a backup.</source>
        <translation>{1} 파일에서 다음 내용을 제거합니다. “{0}” 프로파일을 사용하는 도구는 더 이상 자격 증명을 받지 못합니다. 나머지는 그대로 유지되며 기존 내용은 백업으로 보관됩니다.</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>제거(&amp;R)</translation>
    </message>
    <message>
        <source>{0} Nothing was undone.</source>
        <translation>{0} 되돌린 것은 없습니다.</translation>
    </message>
</context>
<context>
    <name>ConsoleCard</name>
    <message>
        <source>AWS console</source>
        <translation>AWS 콘솔</translation>
    </message>
    <message>
        <source>Opens your browser signed in.</source>
        <translation>로그인된 상태로 브라우저를 엽니다.</translation>
    </message>
    <message>
        <source>Open &amp;console</source>
        <translation>콘솔 열기(&amp;C)</translation>
    </message>
    <message>
        <source>Copy lin&amp;k</source>
        <translation>링크 복사(&amp;K)</translation>
    </message>
    <message>
        <source>Opens the console as {0}.</source>
        <translation>{0} 역할로 로그인된 상태로 브라우저를 엽니다.</translation>
    </message>
    <message>
        <source>The AWS console accepts only role credentials, not session tokens. Choose a role to use it.</source>
        <translation>AWS 콘솔에는 역할 자격 증명으로만 로그인할 수 있으며 세션 토큰은 거부됩니다. 사용하려면 역할을 선택하세요.</translation>
    </message>
    <message>
        <source>Get credentials first.</source>
        <translation>먼저 자격 증명을 받으세요.</translation>
    </message>
    <message>
        <source>Asking AWS…</source>
        <translation>AWS에 요청하는 중…</translation>
    </message>
    <message>
        <source>Opened.</source>
        <translation>열었습니다.</translation>
    </message>
    <message>
        <source>Copied. Paste it within {0}: anyone with the link can sign in for 15 minutes.</source>
        <translation>복사했습니다. {0} 안에 붙여 넣으세요. 이 링크를 가진 사람은 누구나 15분 동안 로그인할 수 있습니다.</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>세부 정보</translation>
    </message>
</context>
<context>
    <name>CountdownCard</name>
    <message>
        <source>Copy the ARN</source>
        <translation>ARN 복사</translation>
    </message>
    <message>
        <source>Re&amp;new now</source>
        <translation>지금 갱신(&amp;N)</translation>
    </message>
    <message>
        <source>Get fresh credentials (F5)</source>
        <translation>새 자격 증명 받기(F5)</translation>
    </message>
    <message>
        <source>F&amp;orget credentials</source>
        <translation>자격 증명 지우기(&amp;O)</translation>
    </message>
    <message>
        <source>Valid until {0}</source>
        <translation>{0}까지 유효</translation>
    </message>
    <message>
        <source>Renews without a code until {0}</source>
        <translation>{0}까지 코드 없이 갱신</translation>
    </message>
    <message>
        <source>Renewing…</source>
        <translation>갱신하는 중…</translation>
    </message>
</context>
<context>
    <name>CountdownRing</name>
    <message>
        <source>Expired</source>
        <translation>만료됨</translation>
    </message>
    <message>
        <source>No credentials</source>
        <translation>자격 증명 없음</translation>
    </message>
    <message>
        <source>Less than a minute left</source>
        <translation>1분 미만 남음</translation>
    </message>
    <message>
        <source>{0} left</source>
        <comment>a span of time</comment>
        <translation>{0} 남음</translation>
    </message>
    <message>
        <source>left</source>
        <translation>남음</translation>
    </message>
</context>
<context>
    <name>CreatePage</name>
    <message>
        <source>Steps</source>
        <translation>단계</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>다시 시도(&amp;T)</translation>
    </message>
    <message>
        <source>Cop&amp;y the list</source>
        <translation>목록 복사(&amp;Y)</translation>
    </message>
    <message>
        <source>Copy the list of what is left</source>
        <translation>남은 항목 목록 복사</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>복사됨</translation>
    </message>
    <message>
        <source>Everything is ready.</source>
        <translation>모두 준비되었습니다.</translation>
    </message>
    <message>
        <source>The QR code is ready. Go ahead: the rest is created in the meantime.</source>
        <translation>QR 코드를 스캔할 준비가 되었습니다. 계속 진행하세요. 나머지는 그동안 생성됩니다.</translation>
    </message>
    <message>
        <source>Everything is as it was before.</source>
        <translation>모두 이전 상태로 돌아갔습니다.</translation>
    </message>
    <message>
        <source>You can also remove what is left later, from the main window.</source>
        <translation>남은 항목은 나중에 메인 창에서 제거할 수도 있습니다.</translation>
    </message>
    <message>
        <source>Creating your resources</source>
        <translation>리소스 생성 중</translation>
    </message>
    <message>
        <source>Not everything was created</source>
        <translation>리소스를 모두 생성하지 못했습니다</translation>
    </message>
    <message>
        <source>Your resources are ready</source>
        <translation>리소스 생성 완료</translation>
    </message>
    <message>
        <source>Undoing the setup</source>
        <translation>설정을 되돌리는 중</translation>
    </message>
    <message>
        <source>The setup is undone</source>
        <translation>설정을 되돌렸습니다</translation>
    </message>
    <message>
        <source>Not everything could be undone</source>
        <translation>일부 항목을 되돌리지 못했습니다</translation>
    </message>
    <message>
        <source>Some steps are retried until all of AWS has caught up with the ones before.</source>
        <translation>일부 단계는 이전 단계의 결과가 AWS 전체에 반영될 때까지 다시 시도합니다.</translation>
    </message>
    <message>
        <source>What was created so far is kept. You can try again from here, or undo it.</source>
        <translation>지금까지 생성한 것은 그대로 있습니다. 여기서 다시 시도하거나 되돌릴 수 있습니다.</translation>
    </message>
    <message>
        <source>The same steps, in reverse order.</source>
        <translation>같은 단계를 역순으로 진행합니다.</translation>
    </message>
    <message>
        <source>Nothing of this setup is left in AWS.</source>
        <translation>이 설정에서 만든 것은 AWS에 남아 있지 않습니다.</translation>
    </message>
    <message>
        <source>Undoing stopped for the reason below. Try again.</source>
        <translation>아래 이유로 되돌리기가 중단되었습니다. 다시 시도하세요.</translation>
    </message>
    <message>
        <source>The marked items are still in the account. Try again, or delete them there yourself.</source>
        <translation>느낌표(!)가 있는 항목이 아직 계정에 남아 있습니다. 다시 시도하거나 AWS 콘솔에서 직접 삭제하세요.</translation>
    </message>
</context>
<context>
    <name>CredentialsPage</name>
    <message>
        <source>Who sets this up?</source>
        <translation>설정에 사용할 자격 증명</translation>
    </message>
    <message>
        <source>Hourpass creates an IAM user and its MFA device in your account. This takes an administrator&apos;s credentials, just this once; they are not stored.</source>
        <translation>Hourpass가 계정에 IAM 사용자와 MFA 디바이스를 생성합니다. 이번 한 번만 관리자의 자격 증명이 필요하며, 저장하지 않습니다.</translation>
    </message>
    <message>
        <source>To continue what was started for {0} in account {1}, use an administrator&apos;s credentials.</source>
        <translation>{1} 계정에서 시작한 {0} 사용자의 설정을 관리자의 자격 증명으로 이어서 진행합니다.</translation>
    </message>
    <message>
        <source>And for the role, in account {0}</source>
        <translation>역할을 생성할 {0} 계정의 자격 증명</translation>
    </message>
</context>
<context>
    <name>CsvExport</name>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>쉼표로 구분된 값 (*.csv)</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>No code needed: Hourpass generates it.</source>
        <translation>코드가 필요하지 않습니다. Hourpass가 만듭니다.</translation>
    </message>
    <message>
        <source>No code needed: your MFA session is still open.</source>
        <translation>코드가 필요하지 않습니다. MFA 세션이 아직 유효합니다.</translation>
    </message>
    <message>
        <source>Expired at {0}</source>
        <translation>{0}에 만료됨</translation>
    </message>
</context>
<context>
    <name>Details</name>
    <message>
        <source>Account</source>
        <translation>계정</translation>
    </message>
    <message>
        <source>ARN</source>
        <translation>ARN</translation>
    </message>
    <message>
        <source>User ID</source>
        <translation>사용자 ID</translation>
    </message>
    <message>
        <source>Obtained by</source>
        <translation>받는 방법</translation>
    </message>
    <message>
        <source>Obtained</source>
        <translation>받은 시각</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>만료 시각</translation>
    </message>
    <message>
        <source>Renews without a code until</source>
        <translation>코드 없는 갱신 기한</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>역할</translation>
    </message>
    <message>
        <source>Through</source>
        <translation>경유 역할</translation>
    </message>
    <message>
        <source>Session name</source>
        <translation>세션 이름</translation>
    </message>
    <message>
        <source>Asks for</source>
        <translation>요청할 유효 시간</translation>
    </message>
    <message>
        <source>MFA device</source>
        <translation>MFA 디바이스</translation>
    </message>
    <message>
        <source>MFA codes</source>
        <translation>코드</translation>
    </message>
    <message>
        <source>Source profile</source>
        <translation>소스 프로파일</translation>
    </message>
    <message>
        <source>Access key</source>
        <translation>액세스 키</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>리전</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>파티션</translation>
    </message>
    <message>
        <source>Role, with a code (AssumeRole)</source>
        <translation>코드로 역할 수임(AssumeRole)</translation>
    </message>
    <message>
        <source>Role, from an MFA session (GetSessionToken, AssumeRole)</source>
        <translation>역할, MFA 세션 사용(GetSessionToken, AssumeRole)</translation>
    </message>
    <message>
        <source>Session token, with a code (GetSessionToken)</source>
        <translation>세션 토큰, 코드 사용(GetSessionToken)</translation>
    </message>
    <message>
        <source>Generated by Hourpass</source>
        <translation>Hourpass가 생성</translation>
    </message>
    <message>
        <source>Choose a profile to see its details.</source>
        <translation>프로파일을 선택하면 세부 정보가 표시됩니다.</translation>
    </message>
    <message>
        <source>There are no credentials right now. This is what the profile will ask AWS for:</source>
        <translation>지금은 자격 증명이 없습니다. 이 프로파일로 AWS에 요청할 내용은 다음과 같습니다.</translation>
    </message>
    <message>
        <source>These credentials have expired: AWS no longer accepts them. This is what they were:</source>
        <translation>이 자격 증명은 만료되어 AWS에서 더 이상 사용할 수 없습니다. 만료 전의 내용은 다음과 같습니다.</translation>
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
        <translation>복사: {0}</translation>
    </message>
</context>
<context>
    <name>DeviceChoice</name>
    <message>
        <source>Practice device</source>
        <translation>연습용 디바이스</translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation>{0}({1})</translation>
    </message>
</context>
<context>
    <name>DeviceDialog</name>
    <message>
        <source>Press the token&apos;s button and type the code that it shows, then the next one.</source>
        <translation>토큰의 버튼을 눌러 표시되는 코드를 입력하고, 이어서 다음 코드를 입력하세요.</translation>
    </message>
    <message>
        <source>AWS refuses codes from a device whose clock has drifted. Two codes in a row tell it how far off the clock is. Set the phone&apos;s clock first, then type two consecutive codes.</source>
        <translation>디바이스의 시계가 어긋나면 AWS가 코드를 거부합니다. 휴대폰의 시계를 맞춘 다음, 연속된 코드 두 개를 입력하면 AWS가 오차를 보정합니다.</translation>
    </message>
    <message>
        <source>{0} is registered. AWS accepts its codes in about 15 s.</source>
        <translation>{0} 디바이스가 등록되었습니다. 약 15초 후부터 이 디바이스의 코드를 사용할 수 있습니다.</translation>
    </message>
    <message>
        <source>{0} is synchronised. Its next code should work.</source>
        <translation>{0} 디바이스가 동기화되었습니다. 다음 코드부터 사용할 수 있습니다.</translation>
    </message>
    <message>
        <source>The new phone has replaced {0}, which is now removed.</source>
        <translation>새 휴대폰으로 교체했습니다. {0} 디바이스는 제거되었습니다.</translation>
    </message>
    <message>
        <source>From now on, this profile asks for codes from {0}. Its current credentials stay valid until they expire.</source>
        <translation>이제부터 이 프로파일은 {0} 디바이스의 코드를 요청합니다. 이미 받은 자격 증명은 만료될 때까지 유효합니다.</translation>
    </message>
    <message>
        <source>{0} has been removed.</source>
        <translation>{0} 디바이스가 제거되었습니다.</translation>
    </message>
</context>
<context>
    <name>DeviceLookUp</name>
    <message>
        <source>If the source&apos;s user needs a code, copy the device&apos;s serial from IAM.</source>
        <translation>소스 프로파일의 사용자에게 코드가 필요하면 IAM에서 디바이스의 일련 번호를 복사하세요.</translation>
    </message>
    <message>
        <source>Look it up with the key above, or copy its serial from IAM.</source>
        <translation>위의 키로 조회하거나 IAM에서 일련 번호를 복사하세요.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>&amp;Look up</source>
        <translation>조회(&amp;L)</translation>
    </message>
    <message>
        <source>Asking AWS for your devices…</source>
        <translation>AWS에서 MFA 디바이스를 조회하는 중…</translation>
    </message>
    <message>
        <source>{0} (passkey: no codes)</source>
        <translation>{0}(패스키: 코드 없음)</translation>
    </message>
    <message>
        <source>You only have passkeys, which have no codes. Add an authenticator app in IAM.</source>
        <translation>패스키만 있으며 패스키는 코드를 만들지 않습니다. IAM에서 인증 앱을 추가하세요.</translation>
    </message>
    <message>
        <source>This user has no MFA device yet. Register one in IAM first.</source>
        <translation>이 사용자에게는 아직 MFA 디바이스가 없습니다. 먼저 IAM에서 등록하세요.</translation>
    </message>
    <message>
        <source>Found several in AWS. Choose one from the list.</source>
        <translation>AWS에서 여러 개를 찾았습니다. 목록에서 하나를 선택하세요.</translation>
    </message>
    <message>
        <source>Found in AWS. If it is not the right one, choose another from the list.</source>
        <translation>AWS에서 찾았습니다. 맞지 않으면 목록에서 선택하세요.</translation>
    </message>
    <message>
        <source>You are not allowed to list devices. Copy the serial from Security credentials in IAM.</source>
        <translation>디바이스를 조회할 권한이 없습니다. IAM의 ‘보안 자격 증명’에서 일련 번호를 복사하세요.</translation>
    </message>
</context>
<context>
    <name>DevicePages</name>
    <message>
        <source>MFA devices</source>
        <translation>MFA 디바이스</translation>
    </message>
    <message>
        <source>MFA devices of {0}</source>
        <translation>{0} 사용자의 MFA 디바이스</translation>
    </message>
    <message>
        <source>Replace {0}</source>
        <translation>{0} 디바이스 교체</translation>
    </message>
    <message>
        <source>Add a device</source>
        <translation>디바이스 추가</translation>
    </message>
    <message>
        <source>Scan this with your authenticator app</source>
        <translation>인증 앱으로 스캔하세요</translation>
    </message>
    <message>
        <source>Resync {0}</source>
        <translation>{0} 디바이스 재동기화</translation>
    </message>
    <message>
        <source>Register {0}</source>
        <translation>{0} 디바이스 등록</translation>
    </message>
    <message>
        <source>Try the new phone</source>
        <translation>새 휴대폰 확인</translation>
    </message>
    <message>
        <source>Remove {0}?</source>
        <translation>{0} 디바이스를 제거할까요?</translation>
    </message>
    <message>
        <source>Account {0} · up to {1} devices per user</source>
        <translation>계정 {0} · 사용자당 디바이스는 최대 {1}개</translation>
    </message>
    <message>
        <source>Account {0}</source>
        <translation>계정 {0}</translation>
    </message>
    <message>
        <source>Ca&amp;ncel</source>
        <translation>취소(&amp;N)</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>닫기(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>이전(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Add a device…</source>
        <translation>디바이스 추가(&amp;A)…</translation>
    </message>
    <message>
        <source>C&amp;ontinue</source>
        <translation>계속(&amp;O)</translation>
    </message>
</context>
<context>
    <name>DeviceRows</name>
    <message>
        <source>MFA devices</source>
        <translation>MFA 디바이스</translation>
    </message>
    <message>
        <source>This user has no MFA device yet.</source>
        <translation>이 사용자에게는 아직 MFA 디바이스가 없습니다.</translation>
    </message>
</context>
<context>
    <name>DeviceWindow</name>
    <message>
        <source>Look a&amp;gain</source>
        <translation>다시 확인(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Use other credentials…</source>
        <translation>다른 자격 증명 사용(&amp;U)…</translation>
    </message>
    <message>
        <source>Choose again who makes the changes: an administrator, or the user itself</source>
        <translation>관리자와 사용자 본인 중 누가 변경할지 다시 선택합니다</translation>
    </message>
    <message>
        <source>&amp;Remove device</source>
        <translation>디바이스 제거(&amp;R)</translation>
    </message>
    <message>
        <source>Asking AWS…</source>
        <translation>AWS에 요청하는 중…</translation>
    </message>
</context>
<context>
    <name>Devices</name>
    <message>
        <source>Authenticator app</source>
        <translation>인증 앱</translation>
    </message>
    <message>
        <source>Hardware token</source>
        <translation>하드웨어 토큰</translation>
    </message>
    <message>
        <source>Passkey or security key</source>
        <translation>패스키 또는 보안 키</translation>
    </message>
    <message>
        <source>Has no codes: AWS accepts passkeys only for signing in to the console.</source>
        <translation>코드를 만들지 않습니다. AWS에서 패스키는 콘솔 로그인에만 사용됩니다.</translation>
    </message>
    <message>
        <source>Hourpass generates its codes, and stops when another device replaces it.</source>
        <translation>Hourpass가 코드를 만들며, 다른 디바이스로 교체되면 중단합니다.</translation>
    </message>
    <message>
        <source>{0}. {1}</source>
        <comment>who uses the device, who makes its codes</comment>
        <translation>{0}. {1}</translation>
    </message>
    <message>
        <source>Used by this profile, and by {0}</source>
        <translation>이 프로파일과 {0}에서 사용</translation>
    </message>
    <message>
        <source>Used by this profile</source>
        <translation>이 프로파일에서 사용</translation>
    </message>
    <message>
        <source>Used by {0}</source>
        <translation>{0}에서 사용</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>사용</translation>
    </message>
    <message>
        <source>Replace…</source>
        <translation>교체…</translation>
    </message>
    <message>
        <source>Resync…</source>
        <translation>재동기화…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>제거…</translation>
    </message>
    <message>
        <source>Use {0} for this profile</source>
        <translation>이 프로파일에 {0} 디바이스 사용</translation>
    </message>
    <message>
        <source>Replace {0} with a new phone</source>
        <translation>{0} 디바이스를 새 휴대폰으로 교체</translation>
    </message>
    <message>
        <source>Resync {0}</source>
        <translation>{0} 디바이스 재동기화</translation>
    </message>
    <message>
        <source>Remove {0}</source>
        <translation>{0} 디바이스 제거</translation>
    </message>
    <message>
        <source>This is the user&apos;s only MFA device: without another one, anything that requires MFA is out of reach.</source>
        <translation>이 사용자의 유일한 MFA 디바이스입니다. 제거하면 다른 디바이스를 등록할 때까지 MFA가 필요한 작업을 할 수 없습니다.</translation>
    </message>
    <message>
        <source>That leaves only passkeys, which have no codes. Anything that requires a code is out of reach until another device is registered.</source>
        <translation>제거하면 코드를 만들지 않는 패스키만 남습니다. 다른 디바이스를 등록할 때까지 코드가 필요한 작업을 할 수 없습니다.</translation>
    </message>
    <message>
        <source>Profiles use it. They keep asking for its codes until you give them another device.</source>
        <translation>이 디바이스를 사용하는 프로파일이 있습니다. 다른 디바이스를 지정할 때까지 계속 이 디바이스의 코드를 요청합니다.</translation>
    </message>
    <message>
        <source>Enter the serial number printed on the token.</source>
        <translation>토큰에 적힌 일련 번호를 입력하세요.</translation>
    </message>
    <message>
        <source>A serial number has 9 letters and digits or more, such as GAHT12345678.</source>
        <translation>일련 번호는 GAHT12345678처럼 9자 이상의 영문자와 숫자입니다.</translation>
    </message>
    <message>
        <source>This token is already registered.</source>
        <translation>이미 등록된 토큰입니다.</translation>
    </message>
    <message>
        <source>AWS does not know the new device yet. Type the next code that it shows.</source>
        <translation>AWS가 아직 새 디바이스를 인식하는 중입니다. 다음에 표시되는 코드를 입력하세요.</translation>
    </message>
    <message>
        <source>A user with an MFA device needs a code from it to add or remove devices. Type one, or let an administrator do it.</source>
        <translation>MFA 디바이스가 있는 사용자는 그 디바이스의 코드가 있어야 디바이스를 추가하거나 제거할 수 있습니다. 코드를 입력하거나 관리자에게 맡기세요.</translation>
    </message>
    <message>
        <source>This user&apos;s policies do not allow it. Let an administrator of the account do it.</source>
        <translation>이 사용자의 정책에서 허용되지 않습니다. 계정 관리자에게 맡기세요.</translation>
    </message>
</context>
<context>
    <name>Diagnosis</name>
    <message>
        <source>Version</source>
        <translation>버전</translation>
    </message>
    <message>
        <source>System</source>
        <translation>시스템</translation>
    </message>
    <message>
        <source>Desktop</source>
        <translation>데스크톱</translation>
    </message>
    <message>
        <source>Libraries</source>
        <translation>라이브러리</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Secrets</source>
        <translation>비밀 정보</translation>
    </message>
    <message>
        <source>Tray</source>
        <translation>트레이</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>알림</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>시계</translation>
    </message>
    <message>
        <source>Endpoints</source>
        <translation>엔드포인트</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>네트워크</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>{0} · sandbox</source>
        <translation>{0} · 샌드박스</translation>
    </message>
    <message>
        <source>None called yet.</source>
        <translation>아직 호출하지 않았습니다.</translation>
    </message>
    <message>
        <source>In step with AWS</source>
        <translation>AWS와 일치합니다.</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>사용 가능</translation>
    </message>
    <message>
        <source>None: warnings appear as notifications, and the window stays within reach.</source>
        <translation>없습니다. 경고는 알림으로 표시되며, 창은 언제든 열 수 있게 유지됩니다.</translation>
    </message>
    <message>
        <source>Not compared with AWS yet; that happens with its first answer.</source>
        <translation>아직 AWS와 비교하지 않았습니다. AWS의 첫 응답을 받으면 비교합니다.</translation>
    </message>
    <message>
        <source>Straight to AWS, with the system&apos;s certificates.</source>
        <translation>시스템 인증서를 사용해 AWS에 직접 연결합니다.</translation>
    </message>
    <message>
        <source>{0} ahead of AWS; Hourpass allows for that.</source>
        <translation>AWS보다 {0} 빠릅니다. Hourpass는 이 차이를 감안해 작동합니다.</translation>
    </message>
    <message>
        <source>This desktop does not show them.</source>
        <translation>이 데스크톱에서는 알림이 표시되지 않습니다.</translation>
    </message>
    <message>
        <source>{0} behind AWS; Hourpass allows for that.</source>
        <translation>AWS보다 {0} 느립니다. Hourpass는 이 차이를 감안해 작동합니다.</translation>
    </message>
</context>
<context>
    <name>Discarding</name>
    <message>
        <source>Discard what you typed?</source>
        <translation>입력한 내용을 버릴까요?</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>버리기(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Keep editing</source>
        <translation>계속 편집(&amp;K)</translation>
    </message>
</context>
<context>
    <name>DraftFlaws</name>
    <message>
        <source>Enter a name for the user.</source>
        <translation>사용자 이름을 입력하세요.</translation>
    </message>
    <message>
        <source>A user&apos;s name has 64 characters at most.</source>
        <translation>사용자 이름은 최대 64자입니다.</translation>
    </message>
    <message>
        <source>This user exists. Choose another, or “Use an existing user” in More options.</source>
        <translation>이미 있는 사용자입니다. 다른 이름을 선택하거나 ‘추가 옵션’에서 ‘기존 사용자 사용’을 선택하세요.</translation>
    </message>
    <message>
        <source>A user&apos;s name differs only in capitals. Choose another, or see More options.</source>
        <translation>대소문자만 다른 사용자 이름이 있습니다. 다른 이름을 선택하거나 ‘추가 옵션’을 확인하세요.</translation>
    </message>
    <message>
        <source>Enter a name for the device. Your phone will show it.</source>
        <translation>디바이스 이름을 입력하세요. 휴대폰에 이 이름이 표시됩니다.</translation>
    </message>
    <message>
        <source>Use 128 characters at most. Your phone shows fewer.</source>
        <translation>최대 128자까지 쓸 수 있습니다. 휴대폰에는 더 짧게 표시됩니다.</translation>
    </message>
    <message>
        <source>The account has a device of this name. Choose another one.</source>
        <translation>계정에 같은 이름의 디바이스가 있습니다. 다른 이름을 선택하세요.</translation>
    </message>
    <message>
        <source>A device&apos;s name differs only in capital letters. Choose another one.</source>
        <translation>대소문자만 다른 디바이스 이름이 있습니다. 다른 이름을 선택하세요.</translation>
    </message>
    <message>
        <source>Enter a name for the role.</source>
        <translation>역할 이름을 입력하세요.</translation>
    </message>
    <message>
        <source>A role&apos;s name has 64 characters at most.</source>
        <translation>역할 이름은 최대 64자입니다.</translation>
    </message>
    <message>
        <source>A role or policy has this name already. Choose another one.</source>
        <translation>같은 이름의 역할이나 정책이 이미 있습니다. 다른 이름을 선택하세요.</translation>
    </message>
    <message>
        <source>A role or policy differs only in capital letters. Choose another name.</source>
        <translation>대소문자만 다른 역할이나 정책이 있습니다. 다른 이름을 선택하세요.</translation>
    </message>
    <message>
        <source>An account has 12 digits, such as 111122223333.</source>
        <translation>계정 ID는 111122223333과 같은 12자리 숫자입니다.</translation>
    </message>
    <message>
        <source>A role&apos;s sessions last from 1 hour to 12 hours.</source>
        <translation>역할의 세션은 1시간에서 12시간까지입니다.</translation>
    </message>
    <message>
        <source>Use at least 2 letters without accents, digits or _ + = , . @ : / -</source>
        <translation>영문자, 숫자, _ + = , . @ : / - 기호만 사용할 수 있습니다(2자 이상).</translation>
    </message>
    <message>
        <source>Fill this in.</source>
        <translation>값을 입력하세요.</translation>
    </message>
    <message>
        <source>This is too long. Shorten it.</source>
        <translation>너무 깁니다. 줄여서 입력하세요.</translation>
    </message>
    <message>
        <source>Use letters without accents, digits or _ + = , . @ - and no spaces.</source>
        <translation>영문자, 숫자, _ + = , . @ - 기호만 사용할 수 있습니다(공백 불가).</translation>
    </message>
    <message>
        <source>This is already taken. Choose another one.</source>
        <translation>이미 사용 중입니다. 다른 이름을 선택하세요.</translation>
    </message>
    <message>
        <source>A name in use differs only in capital letters. Choose another one.</source>
        <translation>대소문자만 다른 이름이 이미 사용 중입니다. 다른 이름을 선택하세요.</translation>
    </message>
    <message>
        <source>This is not the number of an account: 12 digits.</source>
        <translation>계정 ID가 아닙니다. 12자리 숫자를 입력하세요.</translation>
    </message>
    <message>
        <source>This is more or less than AWS allows.</source>
        <translation>AWS에서 허용하는 범위를 벗어났습니다.</translation>
    </message>
    <message>
        <source>User</source>
        <translation>사용자</translation>
    </message>
    <message>
        <source>MFA device</source>
        <translation>MFA 디바이스</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>역할</translation>
    </message>
    <message>
        <source>Another account</source>
        <translation>다른 계정</translation>
    </message>
    <message>
        <source>Maximum session duration</source>
        <translation>최대 세션 기간</translation>
    </message>
    <message>
        <source>External ID</source>
        <translation>외부 ID</translation>
    </message>
</context>
<context>
    <name>Durations</name>
    <message>
        <source>1 hour</source>
        <translation>1시간</translation>
    </message>
    <message>
        <source>{0} hours</source>
        <translation>{0}시간</translation>
    </message>
</context>
<context>
    <name>Elsewhere</name>
    <message>
        <source>{path} has keys under the same name in line {line}, and tools use those instead. Remove them there.</source>
        <translation>{path} 파일의 {line}행에 같은 이름의 키가 있어 도구가 그 키를 대신 사용합니다. 파일에서 그 키를 제거하세요.</translation>
    </message>
    <message>
        <source>{path} has {option} under the same name in line {line}, which tools may use instead.</source>
        <translation>{path} 파일의 {line}행에 같은 이름의 {option} 설정이 있어 도구가 그 설정을 대신 사용할 수 있습니다.</translation>
    </message>
    <message>
        <source>{path} already has a section of that name in line {line}. Choose another name.</source>
        <translation>{path} 파일의 {line}행에 같은 이름의 섹션이 이미 있습니다. 다른 이름을 선택하세요.</translation>
    </message>
    <message>
        <source>The AWS CLI cannot read {path}. Fix it in a text editor first.</source>
        <translation>AWS CLI가 {path} 파일을 읽을 수 없습니다. 먼저 텍스트 편집기에서 고치세요.</translation>
    </message>
    <message>
        <source>{variable} is set where Hourpass was started: tools started there use it unless you name a profile.</source>
        <translation>Hourpass를 시작한 환경에 {variable} 변수가 설정되어 있습니다. 그 환경에서 시작한 도구는 프로파일을 지정하지 않으면 이 값을 사용합니다.</translation>
    </message>
    <message>
        <source>{variable} is set to {value} where Hourpass was started, so tools there use that profile.</source>
        <translation>Hourpass를 시작한 환경에 {variable} 변수가 {value} 값으로 설정되어 있어, 그 환경의 도구는 해당 프로파일을 사용합니다.</translation>
    </message>
    <message>
        <source>Type a name for it.</source>
        <translation>이름을 입력하세요.</translation>
    </message>
    <message>
        <source>64 characters at most.</source>
        <translation>최대 64자입니다.</translation>
    </message>
    <message>
        <source>Use only letters, digits and . _ - + @ / % : because some tools ignore anything else, even spaces.</source>
        <translation>영문자, 숫자, 기호(. _ - + @ / % :)만 쓸 수 있습니다. 공백 등 다른 문자는 인식하지 못하는 도구가 있습니다.</translation>
    </message>
    <message>
        <source>That name means something else to tools.</source>
        <translation>도구에서 다른 의미로 쓰이는 이름입니다.</translation>
    </message>
    <message>
        <source>The AWS CLI cannot read {path}: it begins with a byte order mark. Save it as UTF-8 without one in a text editor first.</source>
        <translation>AWS CLI가 {path} 파일을 읽을 수 없습니다. 파일이 바이트 순서 표시(BOM)로 시작합니다. 먼저 텍스트 편집기에서 BOM 없는 UTF-8로 저장하세요.</translation>
    </message>
    <message>
        <source>The AWS CLI cannot read {path}: line {line} is not UTF-8. Save it as UTF-8 in a text editor first.</source>
        <translation>AWS CLI가 {path} 파일을 읽을 수 없습니다. {line}행이 UTF-8이 아닙니다. 먼저 텍스트 편집기에서 UTF-8로 저장하세요.</translation>
    </message>
    <message>
        <source>The AWS CLI cannot read {path}: it stops at line {line}. Fix that in a text editor first.</source>
        <translation>AWS CLI가 {path} 파일을 읽을 수 없습니다. {line}행에서 중단됩니다. 먼저 텍스트 편집기에서 고치세요.</translation>
    </message>
    <message>
        <source>.env file</source>
        <translation>.env 파일</translation>
    </message>
</context>
<context>
    <name>ErrorBox</name>
    <message>
        <source>C&amp;lose</source>
        <translation>닫기(&amp;L)</translation>
    </message>
</context>
<context>
    <name>Examples</name>
    <message>
        <source>such as {0}</source>
        <translation>예: {0}</translation>
    </message>
</context>
<context>
    <name>ExistingUserBox</name>
    <message>
        <source>Use an e&amp;xisting user</source>
        <translation>기존 사용자 사용(&amp;X)</translation>
    </message>
    <message>
        <source>Use an existing user</source>
        <translation>기존 사용자 사용</translation>
    </message>
    <message>
        <source>Existing user</source>
        <translation>기존 사용자</translation>
    </message>
    <message>
        <source>Which MFA device</source>
        <translation>사용할 MFA 디바이스</translation>
    </message>
    <message>
        <source>MFA device</source>
        <translation>MFA 디바이스</translation>
    </message>
    <message>
        <source>Which access key</source>
        <translation>사용할 액세스 키</translation>
    </message>
    <message>
        <source>Access key</source>
        <translation>액세스 키</translation>
    </message>
    <message>
        <source>A key that is in the keyring here can serve; others keep their secret.</source>
        <translation>이 컴퓨터의 키링에 있는 키를 사용할 수 있습니다. 다른 키는 비밀 액세스 키를 알 수 없어 사용할 수 없습니다.</translation>
    </message>
    <message>
        <source>Asking AWS for its devices and keys…</source>
        <translation>AWS에서 디바이스와 키를 조회하는 중…</translation>
    </message>
    <message>
        <source>A new one</source>
        <translation>새로 생성</translation>
    </message>
    <message>
        <source>It gets a policy, and the device and key chosen here; nothing else changes.</source>
        <translation>정책 하나와 여기서 선택한 디바이스 및 키만 추가되며, 그 외에는 바뀌지 않습니다.</translation>
    </message>
</context>
<context>
    <name>ExistingUsers</name>
    <message>
        <source>Choose the user.</source>
        <translation>사용자를 선택하세요.</translation>
    </message>
    <message>
        <source>The user&apos;s devices and keys are not known yet.</source>
        <translation>사용자의 디바이스와 키를 아직 확인하지 못했습니다.</translation>
    </message>
    <message>
        <source>This user has two access keys, and AWS allows no third one. Delete one of them in IAM, then choose the user again.</source>
        <translation>이 사용자에게는 액세스 키가 이미 두 개 있으며, AWS에서는 세 개째를 만들 수 없습니다. IAM에서 하나를 삭제한 다음 사용자를 다시 선택하세요.</translation>
    </message>
    <message>
        <source>This user has eight MFA devices, and AWS allows no ninth one. Choose one of them.</source>
        <translation>이 사용자에게는 MFA 디바이스가 이미 여덟 개 있으며, AWS에서는 아홉 개째를 등록할 수 없습니다. 그중 하나를 선택하세요.</translation>
    </message>
    <message>
        <source>This is neither a role&apos;s name nor its ARN, such as arn:aws:iam::111122223333:role/name.</source>
        <translation>역할 이름도 역할 ARN도 아닙니다. 예: arn:aws:iam::111122223333:role/name</translation>
    </message>
    <message>
        <source>AWS has not confirmed this role yet.</source>
        <translation>아직 AWS에서 이 역할을 확인하지 못했습니다.</translation>
    </message>
    <message>
        <source>There is no such role in this account.</source>
        <translation>이 계정에 그런 역할이 없습니다.</translation>
    </message>
    <message>
        <source>Choose credentials of an administrator of that account.</source>
        <translation>그 계정 관리자의 자격 증명을 선택하세요.</translation>
    </message>
    <message>
        <source>This is the user&apos;s own account. Choose an administrator of another one, or untick the box.</source>
        <translation>사용자와 같은 계정입니다. 다른 계정의 관리자를 선택하거나 확인란의 선택을 해제하세요.</translation>
    </message>
    <message>
        <source>Existing user</source>
        <translation>기존 사용자</translation>
    </message>
    <message>
        <source>Existing role</source>
        <translation>기존 역할</translation>
    </message>
    <message>
        <source>Another account</source>
        <translation>다른 계정</translation>
    </message>
    <message>
        <source>Found. Its trust policy lets the user in, with MFA.</source>
        <translation>찾았습니다. 신뢰 정책이 MFA를 조건으로 사용자를 허용합니다.</translation>
    </message>
    <message>
        <source>Found, but its trust policy does not name the user. Add it there, or AWS will refuse.</source>
        <translation>찾았지만 신뢰 정책에 사용자가 지정되어 있지 않습니다. 신뢰 정책에 추가하지 않으면 AWS가 거부합니다.</translation>
    </message>
    <message>
        <source>Found, but its trust policy lets the user in without MFA. The proof will show that as a fault.</source>
        <translation>찾았지만 신뢰 정책이 MFA 없이 사용자를 허용합니다. 작동 확인에서 문제로 표시됩니다.</translation>
    </message>
    <message>
        <source>Found, but its trust policy could not be read.</source>
        <translation>찾았지만 신뢰 정책을 읽을 수 없습니다.</translation>
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
        <translation>복사: {0}</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
</context>
<context>
    <name>FileCard</name>
    <message>
        <source>Credentials file</source>
        <translation>자격 증명 파일</translation>
    </message>
    <message>
        <source>For tools that read only {0}. Hourpass keeps the credentials there fresh until they expire, then removes them. Meanwhile, your programs can read them.</source>
        <translation>{0} 파일만 읽는 도구를 위한 기능입니다. 만료될 때까지 최신으로 유지하고, 만료되면 제거합니다. 파일에 있는 동안에는 사용자의 모든 프로그램이 읽을 수 있습니다.</translation>
    </message>
    <message>
        <source>Keep the credentials in the file</source>
        <translation>파일에 자격 증명 유지</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>끔</translation>
    </message>
    <message>
        <source>Keep fresh</source>
        <translation>파일에 저장하고 자동 갱신</translation>
    </message>
    <message>
        <source>Saved as [{0}].</source>
        <translation>[{0}] 섹션에 저장되어 있습니다.</translation>
    </message>
    <message>
        <source>They are written once you have credentials.</source>
        <translation>자격 증명을 받으면 기록됩니다.</translation>
    </message>
</context>
<context>
    <name>FirstStart</name>
    <message>
        <source>One code, and AWS is open for an hour</source>
        <translation>코드 하나로 한 시간 동안 AWS 사용</translation>
    </message>
    <message>
        <source>Hourpass asks for the code of your MFA device, gets temporary credentials from AWS, and warns you before they run out. Your access key stays in the system&apos;s keyring.</source>
        <translation>Hourpass는 멀티 팩터 인증(MFA) 디바이스의 코드로 AWS에서 임시 보안 자격 증명을 받고, 만료되기 전에 알려 줍니다. 액세스 키는 시스템 키링에만 보관됩니다.</translation>
    </message>
    <message>
        <source>&amp;Set up MFA access</source>
        <translation>MFA 액세스 설정(&amp;S)</translation>
    </message>
    <message>
        <source>From scratch: creates an IAM user, an MFA device and a role that requires MFA, then proves that it works.</source>
        <translation>처음부터 설정합니다. IAM 사용자, MFA 디바이스, MFA가 필요한 역할을 생성하고 작동하는지 확인합니다.</translation>
    </message>
    <message>
        <source>&amp;Use AWS config files</source>
        <translation>AWS 구성 파일 사용(&amp;U)</translation>
    </message>
    <message>
        <source>Add a &amp;profile</source>
        <translation>프로파일 추가(&amp;P)</translation>
    </message>
    <message>
        <source>You already have an access key and an MFA device: enter them once.</source>
        <translation>액세스 키와 MFA 디바이스가 이미 있으면 한 번만 입력하면 됩니다.</translation>
    </message>
    <message>
        <source>&amp;Try the sandbox</source>
        <translation>샌드박스 체험(&amp;T)</translation>
    </message>
    <message>
        <source>A local AWS with a practice device. No account, no network, nothing to lose.</source>
        <translation>연습용 디바이스가 있는 로컬 AWS입니다. 계정도 네트워크도 필요 없고, 잃을 것도 없습니다.</translation>
    </message>
    <message>
        <source>One profile was found in your AWS config files.</source>
        <translation>AWS 구성 파일에서 프로파일 1개를 찾았습니다.</translation>
    </message>
    <message>
        <source>{0} profiles were found in your AWS config files.</source>
        <translation>AWS 구성 파일에서 프로파일 {0}개를 찾았습니다.</translation>
    </message>
    <message>
        <source>C&amp;ontinue removing…</source>
        <translation>계속 제거(&amp;O)…</translation>
    </message>
    <message>
        <source>The removal of “{0}” is unfinished.</source>
        <translation>“{0}” 사용자의 제거가 끝나지 않았습니다.</translation>
    </message>
    <message>
        <source>&amp;Finish the setup…</source>
        <translation>설정 계속하기(&amp;F)…</translation>
    </message>
    <message>
        <source>The setup of “{0}” is unfinished. You can finish it or undo it.</source>
        <translation>“{0}” 사용자의 MFA 설정이 끝나지 않았습니다. 계속하거나 되돌릴 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>Flaws</name>
    <message>
        <source>Give the profile a name that you will recognise.</source>
        <translation>알아보기 쉬운 프로파일 이름을 지정하세요.</translation>
    </message>
    <message>
        <source>Another profile already has this name.</source>
        <translation>같은 이름의 프로파일이 이미 있습니다.</translation>
    </message>
    <message>
        <source>A name can have at most 64 characters.</source>
        <translation>이름은 최대 64자입니다.</translation>
    </message>
    <message>
        <source>A name cannot contain brackets, quotation marks, backslashes or line breaks.</source>
        <translation>이름에는 대괄호, 따옴표, 백슬래시, 줄 바꿈을 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>Enter the user&apos;s access key ID. It begins with AKIA.</source>
        <translation>사용자의 액세스 키 ID를 입력하세요. AKIA로 시작합니다.</translation>
    </message>
    <message>
        <source>Enter the secret of this access key. It goes into the keyring and nowhere else.</source>
        <translation>이 액세스 키의 비밀 액세스 키를 입력하세요. 키링에만 저장됩니다.</translation>
    </message>
    <message>
        <source>The keyring no longer holds this secret. Enter it again.</source>
        <translation>이 비밀 액세스 키가 더 이상 키링에 없습니다. 다시 입력하세요.</translation>
    </message>
    <message>
        <source>A secret access key has no spaces or line breaks inside. Copy it again.</source>
        <translation>비밀 액세스 키에는 공백이나 줄 바꿈이 없습니다. 다시 복사하세요.</translation>
    </message>
    <message>
        <source>Enter the ARN of the role, such as arn:aws:iam::111122223333:role/s3-reader.</source>
        <translation>역할의 ARN을 입력하세요. 예: arn:aws:iam::111122223333:role/s3-reader</translation>
    </message>
    <message>
        <source>Choose the MFA device whose code opens the session.</source>
        <translation>코드로 세션을 시작할 MFA 디바이스를 선택하세요.</translation>
    </message>
    <message>
        <source>This is the ARN of a user. The ARN of an MFA device has :mfa/ instead of :user/.</source>
        <translation>사용자의 ARN입니다. MFA 디바이스의 ARN에는 :user/ 대신 :mfa/가 있습니다.</translation>
    </message>
    <message>
        <source>The device and the role belong to different AWS partitions.</source>
        <translation>디바이스와 역할이 서로 다른 AWS 파티션에 속해 있습니다.</translation>
    </message>
    <message>
        <source>This region is in a different partition from the role and the device.</source>
        <translation>이 리전은 역할 및 디바이스와 다른 파티션에 있습니다.</translation>
    </message>
    <message>
        <source>AWS does not issue credentials for that long this way. Choose another duration.</source>
        <translation>AWS는 이 방법으로 그런 유효 시간의 자격 증명을 발급하지 않습니다. 다른 시간을 선택하세요.</translation>
    </message>
    <message>
        <source>An MFA session lasts from 15 minutes to 36 hours.</source>
        <translation>MFA 세션은 15분에서 36시간까지입니다.</translation>
    </message>
    <message>
        <source>Enter the name that CloudTrail shows for the session.</source>
        <translation>CloudTrail에 표시될 세션 이름을 입력하세요.</translation>
    </message>
    <message>
        <source>Use 2 to 64 letters without accents, digits or _ + = , . @ -</source>
        <translation>영문자, 숫자, _ + = , . @ - 기호만 사용할 수 있습니다(2~64자).</translation>
    </message>
    <message>
        <source>Use at least 2 letters without accents, digits or _ + = , . @ : / -</source>
        <translation>영문자, 숫자, _ + = , . @ : / - 기호만 사용할 수 있습니다(2자 이상).</translation>
    </message>
    <message>
        <source>A session policy can have at most 2,048 characters.</source>
        <translation>세션 정책은 최대 2,048자입니다.</translation>
    </message>
    <message>
        <source>Fill this in.</source>
        <translation>값을 입력하세요.</translation>
    </message>
    <message>
        <source>This is already taken.</source>
        <translation>이미 사용 중입니다.</translation>
    </message>
    <message>
        <source>This is too long.</source>
        <translation>너무 깁니다.</translation>
    </message>
    <message>
        <source>This contains characters that AWS does not accept here.</source>
        <translation>AWS에서 여기에 쓸 수 없는 문자가 있습니다.</translation>
    </message>
    <message>
        <source>This is not the ARN of a role, such as arn:aws:iam::111122223333:role/name.</source>
        <translation>역할 ARN 형식이 아닙니다. 예: arn:aws:iam::111122223333:role/name</translation>
    </message>
    <message>
        <source>This is the ARN of a user.</source>
        <translation>사용자의 ARN입니다.</translation>
    </message>
    <message>
        <source>A passkey has no six-digit codes, and STS accepts nothing else.</source>
        <translation>패스키는 6자리 코드를 만들지 않으며, STS는 6자리 코드만 받습니다.</translation>
    </message>
    <message>
        <source>This is not a device&apos;s serial, such as …:mfa/phone or GAHT12345678.</source>
        <translation>디바이스의 일련 번호가 아닙니다. 일련 번호는 …:mfa/phone 또는 GAHT12345678 형식입니다.</translation>
    </message>
    <message>
        <source>ASIA keys are temporary. Enter the user&apos;s own; it begins with AKIA.</source>
        <translation>ASIA 키는 임시 키입니다. AKIA로 시작하는 사용자 자신의 키를 입력하세요.</translation>
    </message>
    <message>
        <source>An access key ID is 16 to 128 letters and digits, such as AKIAIOSFODNN7EXAMPLE.</source>
        <translation>액세스 키 ID는 16~128자의 영문자와 숫자입니다(예: AKIAIOSFODNN7EXAMPLE).</translation>
    </message>
    <message>
        <source>This is more or less than AWS allows.</source>
        <translation>AWS에서 허용하는 범위를 벗어났습니다.</translation>
    </message>
    <message>
        <source>This is not a JSON object; check its commas and braces.</source>
        <translation>JSON 객체가 아닙니다. 쉼표와 중괄호를 확인하세요.</translation>
    </message>
    <message>
        <source>This is not a region. One looks like eu-west-1.</source>
        <translation>리전이 아닙니다. 리전은 eu-west-1 형식입니다.</translation>
    </message>
    <message>
        <source>This belongs to another AWS partition.</source>
        <translation>다른 AWS 파티션에 속해 있습니다.</translation>
    </message>
    <message>
        <source>Type the six digits that the device shows now.</source>
        <translation>디바이스에 지금 표시된 숫자 6자리를 입력하세요.</translation>
    </message>
    <message>
        <source>A code has six digits; some are still missing.</source>
        <translation>코드는 6자리입니다. 나머지 숫자를 입력하세요.</translation>
    </message>
    <message>
        <source>That is too long: a code has six digits.</source>
        <translation>코드보다 깁니다. 숫자 6자리를 입력하세요.</translation>
    </message>
    <message>
        <source>A code has only digits.</source>
        <translation>코드는 숫자로만 되어 있습니다.</translation>
    </message>
</context>
<context>
    <name>FolderView</name>
    <message>
        <source>Filter objects</source>
        <translation>객체 필터</translation>
    </message>
    <message>
        <source>Filter…</source>
        <translation>필터…</translation>
    </message>
    <message>
        <source>Save what is shown as a CSV file</source>
        <translation>표시된 항목을 CSV 파일로 저장</translation>
    </message>
    <message>
        <source>Export objects</source>
        <translation>객체 내보내기</translation>
    </message>
    <message>
        <source>Buckets</source>
        <translation>버킷</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>잠시만요…</translation>
    </message>
</context>
<context>
    <name>ForgettingSection</name>
    <message>
        <source>Forget credentials</source>
        <translation>자격 증명 지우기</translation>
    </message>
    <message>
        <source>Long-term access keys always stay. Tools that already have credentials keep them until they expire.</source>
        <translation>장기 액세스 키는 항상 유지됩니다. 이미 자격 증명을 넘겨받은 도구는 AWS에서 만료될 때까지 계속 사용합니다.</translation>
    </message>
    <message>
        <source>When Hourpass qu&amp;its</source>
        <translation>Hourpass를 종료할 때(&amp;I)</translation>
    </message>
    <message>
        <source>When the screen is loc&amp;ked</source>
        <translation>화면이 잠길 때(&amp;K)</translation>
    </message>
    <message>
        <source>After unlocking, you need a new code.</source>
        <translation>잠금을 해제하면 새 코드가 필요합니다.</translation>
    </message>
    <message>
        <source>&amp;After {0} minutes without keyboard or mouse</source>
        <translation>키보드와 마우스를 쓰지 않고(&amp;A) {0}분이 지나면</translation>
    </message>
    <message>
        <source>Minutes without keyboard or mouse</source>
        <translation>키보드와 마우스를 쓰지 않은 시간(분)</translation>
    </message>
    <message>
        <source>For a computer that does not lock itself when left alone. You then need a new code.</source>
        <translation>자리를 비워도 자동으로 잠기지 않는 컴퓨터를 위한 기능입니다. 그 후에는 새 코드가 필요합니다.</translation>
    </message>
    <message>
        <source>After minutes without keyboard or mouse</source>
        <translation>키보드와 마우스를 쓰지 않고 지정한 시간(분)이 지나면</translation>
    </message>
</context>
<context>
    <name>IconButton</name>
    <message>
        <source>Copied</source>
        <translation>복사됨</translation>
    </message>
</context>
<context>
    <name>Import</name>
    <message>
        <source>Gets its credentials from its machine or environment (credential_source), so there is nothing to import.</source>
        <translation>실행 환경이 자격 증명을 제공하므로(credential_source) Hourpass로 가져올 필요가 없습니다.</translation>
    </message>
    <message>
        <source>It exchanges a token that another program keeps fresh (web_identity_token_file). With that program, it works as is.</source>
        <translation>다른 프로그램이 갱신하는 토큰을 교환합니다(web_identity_token_file). 그 프로그램과 함께 그대로 사용할 수 있습니다.</translation>
    </message>
    <message>
        <source>Its source_profile is missing, or names a profile that does not exist. Fix that in the AWS config file, then look again.</source>
        <translation>source_profile이 없거나 없는 프로파일을 가리킵니다. AWS 구성 파일에서 고친 뒤 다시 확인하세요.</translation>
    </message>
    <message>
        <source>Its source profiles form a loop. Fix that in the AWS config file, then look again.</source>
        <translation>source_profile이 순환합니다. AWS 구성 파일에서 고친 뒤 다시 확인하세요.</translation>
    </message>
    <message>
        <source>[{0}] holds temporary keys, which expire for good. Add a profile by hand with the user&apos;s own key.</source>
        <translation>[{0}] 프로파일에는 한 번 만료되면 다시 쓸 수 없는 임시 키가 들어 있습니다. 사용자 자신의 키로 프로파일을 직접 추가하세요.</translation>
    </message>
    <message>
        <source>A role that another role assumes asks for a code, but AWS accepts codes only from IAM users. Name the device (mfa_serial) in the first role of the chain.</source>
        <translation>다른 역할이 수임하는 역할에 코드가 필요하지만, AWS는 IAM 사용자의 코드만 받습니다. 체인의 첫 번째 역할에 디바이스(mfa_serial)를 지정하세요.</translation>
    </message>
    <message>
        <source>It names an MFA device, but its credentials come from IAM Identity Center: AWS accepts codes only from IAM users.</source>
        <translation>MFA 디바이스가 지정되어 있지만 자격 증명을 IAM Identity Center에서 받습니다. AWS는 IAM 사용자의 코드만 받습니다.</translation>
    </message>
    <message>
        <source>Its source [{0}] already gets its credentials from Hourpass, so AWS&apos;s tools can use it as is.</source>
        <translation>소스 [{0}] 프로파일이 이미 Hourpass에서 자격 증명을 받으므로 AWS 도구에서 그대로 사용할 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import profiles</source>
        <translation>프로파일 가져오기</translation>
    </message>
    <message>
        <source>Profiles found</source>
        <translation>찾은 프로파일</translation>
    </message>
    <message>
        <source>&amp;Move the keys out of the credentials file into the keyring</source>
        <translation>자격 증명 파일의 키를 키링으로 옮기기(&amp;M)</translation>
    </message>
    <message>
        <source>Move the keys out of the credentials file into the keyring</source>
        <translation>자격 증명 파일의 키를 키링으로 옮기기</translation>
    </message>
    <message>
        <source>Reading the AWS config files…</source>
        <translation>AWS 구성 파일을 읽는 중…</translation>
    </message>
    <message>
        <source>The keys are copied into the keyring either way. Moving them also removes them from the file: other tools that read them there stop working until they get credentials another way. A backup of the file is kept, without the moved secrets.</source>
        <translation>옮기지 않아도 키링에 복사됩니다. 옮기면 파일에서도 제거되므로, 그 파일에서 키를 읽던 다른 도구는 다른 방법으로 자격 증명을 받을 때까지 작동하지 않습니다. 원래 파일은 백업되며, 옮긴 비밀 정보는 백업에 포함되지 않습니다.</translation>
    </message>
    <message>
        <source>The AWS config files contain no profile with an access key or a role. Others do not need Hourpass: AWS&apos;s tools use them as they are.</source>
        <translation>AWS 구성 파일에 액세스 키나 역할이 있는 프로파일이 없습니다. 다른 프로파일은 Hourpass 없이 AWS 도구에서 그대로 사용할 수 있습니다.</translation>
    </message>
    <message>
        <source>Found in the AWS config files. Tick those to use here too; the files do not change unless you move the keys below.</source>
        <translation>AWS 구성 파일에서 찾은 프로파일입니다. 여기에서도 사용할 항목을 선택하세요. 아래에서 키를 옮기지 않는 한 파일은 바뀌지 않습니다.</translation>
    </message>
    <message>
        <source>Found in the AWS config files, which stay as they are. Tick those to use here too.</source>
        <translation>AWS 구성 파일에서 찾은 프로파일입니다. 여기에서도 사용할 항목을 선택하세요. 파일은 그대로 유지됩니다.</translation>
    </message>
    <message>
        <source>Found in the AWS config files.</source>
        <translation>AWS 구성 파일에서 찾은 프로파일입니다.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>닫기(&amp;L)</translation>
    </message>
    <message>
        <source>Importing…</source>
        <translation>가져오는 중…</translation>
    </message>
    <message>
        <source>&amp;Import 1 profile</source>
        <translation>프로파일 1개 가져오기(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Import {0} profiles</source>
        <translation>프로파일 {0}개 가져오기(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>가져오기(&amp;I)</translation>
    </message>
    <message>
        <source>Nothing was imported. The reasons are next to the profiles.</source>
        <translation>가져온 프로파일이 없습니다. 이유는 각 프로파일 옆에 있습니다.</translation>
    </message>
    <message>
        <source>{0} imported, {1} not; the reasons are next to them.</source>
        <translation>{0}개를 가져왔고 {1}개는 가져오지 못했습니다. 이유는 각 프로파일 옆에 있습니다.</translation>
    </message>
    <message>
        <source>{0} imported.</source>
        <translation>{0}개를 가져왔습니다.</translation>
    </message>
    <message>
        <source>The original credentials file, without the moved secrets: {0}</source>
        <translation>원래 자격 증명 파일(옮긴 비밀 정보 제외): {0}</translation>
    </message>
    <message>
        <source>The AWS config files were not changed.</source>
        <translation>AWS 구성 파일은 그대로 유지되었습니다.</translation>
    </message>
</context>
<context>
    <name>ImportRowView</name>
    <message>
        <source>MFA device of {0}</source>
        <translation>{0} 프로파일의 MFA 디바이스</translation>
    </message>
    <message>
        <source>Credentials for your own user (session token)</source>
        <translation>사용자 자신의 자격 증명(세션 토큰)</translation>
    </message>
    <message>
        <source>Credentials for role {0} in account {1}, through {2}</source>
        <translation>{2} 역할을 거쳐 받는 {1} 계정의 {0} 역할 자격 증명</translation>
    </message>
    <message>
        <source>Credentials for role {0} in account {1}</source>
        <translation>{1} 계정의 {0} 역할 자격 증명</translation>
    </message>
    <message>
        <source>Credentials for the role {0}</source>
        <translation>{0} 역할의 자격 증명</translation>
    </message>
    <message>
        <source>Credentials of [{0}], as AWS&apos;s tools get them</source>
        <translation>AWS 도구와 같은 방식으로 받는 [{0}] 자격 증명</translation>
    </message>
    <message>
        <source>Keys of [{0}], {1}</source>
        <translation>[{0}]의 키, {1}</translation>
    </message>
    <message>
        <source>Keys of [{0}]</source>
        <translation>[{0}]의 키</translation>
    </message>
    <message>
        <source>{0} · device {1}</source>
        <translation>{0} · 디바이스 {1}</translation>
    </message>
    <message>
        <source>{0} · no MFA device</source>
        <translation>{0} · MFA 디바이스 없음</translation>
    </message>
    <message>
        <source>Not imported. To import it as well, type the serial of its MFA device.</source>
        <translation>가져오지 않았습니다. 이 프로파일도 가져오려면 MFA 디바이스의 일련 번호를 입력하세요.</translation>
    </message>
    <message>
        <source>Imported as {0}.</source>
        <translation>{0} 이름으로 가져왔습니다.</translation>
    </message>
    <message>
        <source>Imported as {0}. Its keys are still in the file. {1}</source>
        <translation>{0} 이름으로 가져왔습니다. 키는 아직 파일에 있습니다. {1}</translation>
    </message>
    <message>
        <source>Will be called {0}, because the name is taken.</source>
        <translation>이미 쓰는 이름이어서 {0} 이름으로 추가됩니다.</translation>
    </message>
    <message>
        <source>AWS is asked without a code.</source>
        <translation>코드 없이 AWS에 요청합니다.</translation>
    </message>
    <message>
        <source>AWS is asked without a code. Edit the profile later to add a device.</source>
        <translation>코드 없이 AWS에 요청합니다. 디바이스를 추가하려면 나중에 프로파일을 편집하세요.</translation>
    </message>
    <message>
        <source>Already here as {0}.</source>
        <translation>{0} 이름으로 이미 있습니다.</translation>
    </message>
    <message>
        <source>Its access key is in neither file. Add this profile by hand instead.</source>
        <translation>어느 파일에도 액세스 키가 없습니다. 대신 프로파일을 직접 추가하세요.</translation>
    </message>
    <message>
        <source>Its keys are in the keyring now. To use them on their own, add a profile by hand.</source>
        <translation>키는 이제 키링에 있습니다. 키만 따로 사용하려면 프로파일을 직접 추가하세요.</translation>
    </message>
    <message>
        <source>No MFA device is named in the file. Type its serial to import this profile.</source>
        <translation>파일에 MFA 디바이스가 지정되어 있지 않습니다. 이 프로파일을 가져오려면 일련 번호를 입력하세요.</translation>
    </message>
</context>
<context>
    <name>Joining</name>
    <message>
        <source>{0} {1}</source>
        <comment>a sentence and the next one</comment>
        <translation>{0} {1}</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <comment>a name in a list and the next one</comment>
        <translation>{0}, {1}</translation>
    </message>
</context>
<context>
    <name>KeyRow</name>
    <message>
        <source>Access key {0}</source>
        <translation>액세스 키 {0}</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>삭제…</translation>
    </message>
    <message>
        <source>Delete the access key {0}</source>
        <translation>액세스 키 {0} 삭제</translation>
    </message>
</context>
<context>
    <name>LanguageSection</name>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Lang&amp;uage</source>
        <translation>언어(&amp;U)</translation>
    </message>
    <message>
        <source>Language of Hourpass</source>
        <translation>Hourpass의 언어</translation>
    </message>
    <message>
        <source>The system&apos;s language</source>
        <translation>시스템 언어</translation>
    </message>
    <message>
        <source>A new language takes effect when Hourpass restarts.</source>
        <translation>언어를 바꾸면 Hourpass를 다시 시작할 때 적용됩니다.</translation>
    </message>
</context>
<context>
    <name>Leaving</name>
    <message>
        <source>Part of it is already in AWS. Undo deletes that now. If you keep it, you can finish or undo it later from the main window, even after a restart.</source>
        <translation>일부가 이미 AWS에 생성되어 있습니다. ‘되돌리기’를 누르면 삭제됩니다. ‘남겨 두기’를 누르면 다시 시작한 후에도 메인 창에서 계속하거나 되돌릴 수 있습니다.</translation>
    </message>
    <message>
        <source>Part of it is already in the sandbox. Undo deletes that now. If you keep it, you can finish or undo it later from the main window, until the sandbox ends.</source>
        <translation>일부가 이미 샌드박스에 생성되어 있습니다. ‘되돌리기’를 누르면 삭제됩니다. ‘남겨 두기’를 누르면 샌드박스가 끝날 때까지 메인 창에서 계속하거나 되돌릴 수 있습니다.</translation>
    </message>
    <message>
        <source>The setup is not finished</source>
        <translation>MFA 설정이 끝나지 않았습니다</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>되돌리기(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Keep for later</source>
        <translation>남겨 두기(&amp;K)</translation>
    </message>
    <message>
        <source>C&amp;ontinue</source>
        <translation>계속(&amp;O)</translation>
    </message>
    <message>
        <source>Whatever is left stays in AWS. You can remove it later from the main window, even after a restart.</source>
        <translation>지금 닫으면 되돌리지 못한 항목은 AWS에 남습니다. 다시 시작한 후에도 메인 창에서 제거할 수 있습니다.</translation>
    </message>
    <message>
        <source>Whatever is left stays until the sandbox ends. Until then, you can remove it from the main window.</source>
        <translation>지금 닫으면 되돌리지 못한 항목은 샌드박스가 끝날 때까지 남습니다. 그때까지는 메인 창에서 제거할 수 있습니다.</translation>
    </message>
    <message>
        <source>Not everything is undone yet</source>
        <translation>되돌리기가 아직 끝나지 않았습니다</translation>
    </message>
    <message>
        <source>&amp;Leave the rest for later</source>
        <translation>나머지는 나중에(&amp;L)</translation>
    </message>
    <message>
        <source>Undo the whole setup?</source>
        <translation>설정을 모두 되돌릴까요?</translation>
    </message>
    <message>
        <source>The setup is complete. Undoing it deletes everything it created in AWS, and the profile and access key on this computer.</source>
        <translation>MFA 설정이 완료되었습니다. 되돌리면 AWS에 생성한 모든 것과 이 컴퓨터의 프로파일 및 액세스 키가 삭제됩니다.</translation>
    </message>
    <message>
        <source>&amp;Keep it</source>
        <translation>유지(&amp;K)</translation>
    </message>
</context>
<context>
    <name>LengthsSection</name>
    <message>
        <source>New profiles</source>
        <translation>새 프로파일</translation>
    </message>
    <message>
        <source>&amp;Role credentials</source>
        <translation>역할 자격 증명(&amp;R)</translation>
    </message>
    <message>
        <source>How long role credentials of a new profile last</source>
        <translation>새 프로파일의 역할 자격 증명 유효 시간</translation>
    </message>
    <message>
        <source>AWS refuses more than the role allows: an hour, unless someone raised it.</source>
        <translation>역할의 최대 세션 기간(기본 1시간)을 넘으면 AWS가 거부합니다.</translation>
    </message>
    <message>
        <source>&amp;MFA sessions</source>
        <translation>MFA 세션(&amp;M)</translation>
    </message>
    <message>
        <source>How long MFA sessions of a new profile last</source>
        <translation>새 프로파일의 MFA 세션 유효 시간</translation>
    </message>
    <message>
        <source>Also for session tokens. Existing profiles do not change.</source>
        <translation>세션 토큰에도 적용됩니다. 기존 프로파일은 바뀌지 않습니다.</translation>
    </message>
</context>
<context>
    <name>ListPage</name>
    <message>
        <source>What will be removed</source>
        <translation>제거할 항목</translation>
    </message>
    <message>
        <source>Credentials issued earlier may last until they expire, but once the policies are gone they open nothing.</source>
        <translation>이전에 발급된 자격 증명은 만료될 때까지 남아 있을 수 있지만, 정책이 없어지면 아무것도 할 수 없습니다.</translation>
    </message>
    <message>
        <source>In the way, but not created by Hourpass</source>
        <translation>제거를 막는 항목(Hourpass가 만든 것이 아님)</translation>
    </message>
    <message>
        <source>Look &amp;again</source>
        <translation>다시 확인(&amp;A)</translation>
    </message>
    <message>
        <source>Look again for what is in the way</source>
        <translation>제거를 막는 항목 다시 확인</translation>
    </message>
    <message>
        <source>Hourpass does not touch these. What they hold back can be deleted once you have removed them.</source>
        <translation>Hourpass는 이 항목을 건드리지 않습니다. 연결된 리소스는 이 항목이 없어진 뒤에 제거할 수 있습니다.</translation>
    </message>
    <message>
        <source>Hourpass does not touch these. What they hold back stays until you have removed them; the rest can be deleted now.</source>
        <translation>Hourpass는 이 항목을 건드리지 않습니다. 이 항목이 없어질 때까지 연결된 리소스는 남으며, 나머지는 지금 제거할 수 있습니다.</translation>
    </message>
    <message>
        <source>Type {0} to confirm</source>
        <translation>확인하려면 {0} 입력</translation>
    </message>
    <message>
        <source>&amp;Type the user&apos;s name, {0}, to confirm</source>
        <translation>확인하려면 사용자 이름 {0} 입력(&amp;T)</translation>
    </message>
</context>
<context>
    <name>ListingBar</name>
    <message>
        <source>Show only names that contain this (Ctrl+F)</source>
        <translation>입력한 문자열이 포함된 이름만 표시(Ctrl+F)</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>필터 지우기</translation>
    </message>
    <message>
        <source>&amp;Refresh</source>
        <translation>새로 고침(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>중지(&amp;S)</translation>
    </message>
    <message>
        <source>Refresh the list (Ctrl+R)</source>
        <translation>목록 새로 고침(Ctrl+R)</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>내보내기(&amp;X)…</translation>
    </message>
</context>
<context>
    <name>ListingMessage</name>
    <message>
        <source>What AWS answered</source>
        <translation>AWS 응답</translation>
    </message>
</context>
<context>
    <name>ListingNotice</name>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>What AWS answered</source>
        <translation>AWS 응답</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>숨기기</translation>
    </message>
</context>
<context>
    <name>LoginSection</name>
    <message>
        <source>At login</source>
        <translation>로그인할 때</translation>
    </message>
    <message>
        <source>Start Hourpass when I &amp;log in</source>
        <translation>로그인할 때 Hourpass 시작(&amp;L)</translation>
    </message>
    <message>
        <source>It waits in the tray, without a window, and restores credentials that are still valid.</source>
        <translation>창을 열지 않고 트레이에서 대기하며, 아직 유효한 자격 증명을 다시 불러옵니다.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>+ &amp;Add profile</source>
        <translation>+ 프로파일 추가(&amp;A)</translation>
    </message>
    <message>
        <source>Add profile</source>
        <translation>프로파일 추가</translation>
    </message>
    <message>
        <source>Add a profile (Ctrl+N)</source>
        <translation>프로파일 추가(Ctrl+N)</translation>
    </message>
    <message>
        <source>Set &amp;up MFA access…</source>
        <translation>MFA 액세스 설정(&amp;U)…</translation>
    </message>
    <message>
        <source>Create an IAM user, its role and its MFA device</source>
        <translation>IAM 사용자와 역할, MFA 디바이스 생성</translation>
    </message>
    <message>
        <source>Profiles</source>
        <translation>프로파일</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>환경 설정</translation>
    </message>
    <message>
        <source>Settings (Ctrl+,)</source>
        <translation>환경 설정(Ctrl+,)</translation>
    </message>
</context>
<context>
    <name>Methods</name>
    <message>
        <source>Session token</source>
        <translation>세션 토큰</translation>
    </message>
    <message>
        <source>Assume role {0}</source>
        <translation>{0} 역할 수임</translation>
    </message>
    <message>
        <source>Assume role {0}, one code a day</source>
        <translation>{0} 역할 수임, 하루에 코드 한 번</translation>
    </message>
    <message>
        <source>Your own user (session token)</source>
        <translation>본인 사용자(세션 토큰)</translation>
    </message>
    <message>
        <source>A role</source>
        <translation>역할</translation>
    </message>
    <message>
        <source>A role, with one code a day</source>
        <translation>역할, 하루에 코드 한 번</translation>
    </message>
    <message>
        <source>A code for each session, which lasts as long as the role allows, up to 12 hours. Its credentials carry no MFA mark in later calls.</source>
        <translation>세션마다 코드가 필요하며, 세션은 역할이 허용하는 만큼 최대 12시간까지 유지됩니다. 이 자격 증명으로 보내는 이후 호출에는 MFA 인증 정보가 포함되지 않습니다.</translation>
    </message>
    <message>
        <source>One code opens an MFA session; the role is renewed from it without another, for several roles or a whole day. Its credentials last an hour at most and carry no MFA mark in later calls.</source>
        <translation>코드 한 번으로 MFA 세션을 시작하고, 그 세션에서 코드 없이 역할을 갱신합니다. 여러 역할을 쓰거나 하루 종일 작업할 때 적합합니다. 역할의 자격 증명은 최대 1시간 유효하며 이후 호출에 MFA 정보가 포함되지 않습니다.</translation>
    </message>
    <message>
        <source>Your user&apos;s own rights with the MFA mark, for policies that ask for it in every call. Up to 36 hours from one code.</source>
        <translation>MFA 인증 정보가 포함된 사용자 자신의 권한입니다. 모든 호출에 MFA를 요구하는 정책에 적합하며, 코드 한 번으로 최대 36시간까지 유지됩니다.</translation>
    </message>
    <message>
        <source>A new code for each session.</source>
        <translation>세션마다 새 코드가 필요합니다.</translation>
    </message>
    <message>
        <source>One code opens an MFA session; the role is renewed from it.</source>
        <translation>코드 하나로 MFA 세션을 열고, 역할은 그 세션으로 갱신됩니다.</translation>
    </message>
    <message>
        <source>Your own permissions, with MFA, for up to 36 hours.</source>
        <translation>MFA로 인증된 사용자 자신의 권한이며, 최대 36시간까지 유지됩니다.</translation>
    </message>
</context>
<context>
    <name>NamesMore</name>
    <message>
        <source>What a code opens in S3</source>
        <translation>코드로 S3에서 할 수 있는 작업</translation>
    </message>
    <message>
        <source>In S3</source>
        <translation>S3 권한</translation>
    </message>
    <message>
        <source>How long the role&apos;s sessions last at most</source>
        <translation>역할의 최대 세션 기간</translation>
    </message>
    <message>
        <source>Maximum session duration</source>
        <translation>최대 세션 기간</translation>
    </message>
    <message>
        <source>External ID</source>
        <translation>외부 ID</translation>
    </message>
    <message>
        <source>A word that you agree on with the role&apos;s owner; the role then asks for it. Usually left empty.</source>
        <translation>역할 소유자와 미리 정하는 값으로, 역할이 이 값을 요구하게 됩니다. 대개 비워 둡니다.</translation>
    </message>
    <message>
        <source>Name or ARN of an existing role</source>
        <translation>기존 역할의 이름 또는 ARN</translation>
    </message>
    <message>
        <source>Existing role</source>
        <translation>기존 역할</translation>
    </message>
    <message>
        <source>Create the role in another acc&amp;ount</source>
        <translation>다른 계정에 역할 생성(&amp;O)</translation>
    </message>
    <message>
        <source>Create the role in another account</source>
        <translation>다른 계정에 역할 생성</translation>
    </message>
    <message>
        <source>The existing role settles this.</source>
        <translation>기존 역할에 이미 정해져 있습니다.</translation>
    </message>
    <message>
        <source>The upper limit; you choose the duration each time.</source>
        <translation>최댓값입니다. 자격 증명의 유효 시간은 받을 때마다 선택합니다.</translation>
    </message>
    <message>
        <source>Asking AWS for this role…</source>
        <translation>AWS에서 이 역할을 확인하는 중…</translation>
    </message>
    <message>
        <source>In another account; it cannot be looked at from here.</source>
        <translation>다른 계정에 있는 역할이므로 여기서는 확인할 수 없습니다.</translation>
    </message>
    <message>
        <source>{0} Give the role&apos;s ARN instead.</source>
        <comment>what went wrong</comment>
        <translation>{0} 대신 역할의 ARN을 입력하세요.</translation>
    </message>
    <message>
        <source>&amp;More options</source>
        <translation>추가 옵션(&amp;M)</translation>
    </message>
    <message>
        <source>The name of a role in this account, or an ARN. If empty, a role is created.</source>
        <translation>이 계정에 있는 역할의 이름이나 ARN입니다. 비워 두면 역할을 생성합니다.</translation>
    </message>
</context>
<context>
    <name>NamesPage</name>
    <message>
        <source>What to create</source>
        <translation>생성할 항목</translation>
    </message>
    <message>
        <source>Hourpass proposes names that are still free. Everything gets the path /hourpass/.</source>
        <translation>Hourpass는 아직 쓰지 않는 이름을 제안합니다. 모든 항목은 /hourpass/ 경로에 생성됩니다.</translation>
    </message>
    <message>
        <source>&amp;User</source>
        <translation>사용자(&amp;U)</translation>
    </message>
    <message>
        <source>Name of the user</source>
        <translation>사용자 이름</translation>
    </message>
    <message>
        <source>M&amp;FA device</source>
        <translation>MFA 디바이스(&amp;F)</translation>
    </message>
    <message>
        <source>Name of the MFA device</source>
        <translation>MFA 디바이스 이름</translation>
    </message>
    <message>
        <source>&amp;Role</source>
        <translation>역할(&amp;R)</translation>
    </message>
    <message>
        <source>Name of the role</source>
        <translation>역할 이름</translation>
    </message>
    <message>
        <source>An existing user is used, as chosen under More options.</source>
        <translation>‘추가 옵션’에서 선택한 기존 사용자를 사용합니다.</translation>
    </message>
    <message>
        <source>Your phone will show this name above the code.</source>
        <translation>휴대폰에서 코드 위에 이 이름이 표시됩니다.</translation>
    </message>
    <message>
        <source>A device of the user is used, as chosen under More options.</source>
        <translation>‘추가 옵션’에서 선택한 사용자의 디바이스를 사용합니다.</translation>
    </message>
    <message>
        <source>An existing role is used, as chosen under More options.</source>
        <translation>‘추가 옵션’에서 선택한 기존 역할을 사용합니다.</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <comment>a field, what is wrong with it</comment>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>The other account&apos;s administrator lacks permissions; they are named above.</source>
        <translation>다른 계정의 관리자에게 필요한 권한이 없습니다. 없는 권한은 위에 표시되어 있습니다.</translation>
    </message>
    <message>
        <source>These credentials seem to lack permissions for this.</source>
        <translation>이 자격 증명에는 필요한 권한이 없는 것 같습니다.</translation>
    </message>
</context>
<context>
    <name>NewCodePage</name>
    <message>
        <source>Code from the new phone</source>
        <translation>새 휴대폰의 코드</translation>
    </message>
    <message>
        <source>{0} is registered. One more code from it confirms that AWS accepts them; then the old device is removed.</source>
        <translation>{0} 디바이스가 등록되었습니다. 코드를 한 번 더 입력해 AWS가 받아들이는지 확인한 다음 이전 디바이스를 제거합니다.</translation>
    </message>
    <message>
        <source>Asking AWS…</source>
        <translation>AWS에 요청하는 중…</translation>
    </message>
    <message>
        <source>Code from the new phone — type the one shown in {0} s</source>
        <translation>새 휴대폰의 코드 — {0}초 후에 표시되는 코드를 입력하세요</translation>
    </message>
</context>
<context>
    <name>NoAnswer</name>
    <message>
        <source>Hourpass seems to be running already, but does not answer.</source>
        <translation>Hourpass가 이미 실행 중인 것 같지만 응답하지 않습니다.</translation>
    </message>
    <message>
        <source>Wait a moment, then start it again.</source>
        <translation>잠시 기다린 다음 다시 시작하세요.</translation>
    </message>
</context>
<context>
    <name>Notifications</name>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
</context>
<context>
    <name>ObjectMessage</name>
    <message>
        <source>Objects</source>
        <translation>객체</translation>
    </message>
    <message>
        <source>Back to the buckets</source>
        <translation>버킷으로 돌아가기</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>다시 확인</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Nothing has arrived yet, but there is more.</source>
        <translation>아직 받은 항목이 없지만 더 있습니다.</translation>
    </message>
    <message>
        <source>Asking AWS for the objects…</source>
        <translation>AWS에 객체를 요청하는 중…</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>필터 지우기</translation>
    </message>
</context>
<context>
    <name>ObjectModel</name>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Last modified</source>
        <translation>마지막 수정</translation>
    </message>
    <message>
        <source>Storage class</source>
        <translation>스토리지 클래스</translation>
    </message>
    <message>
        <source>Folder {0}</source>
        <translation>폴더 {0}</translation>
    </message>
</context>
<context>
    <name>ObjectNotice</name>
    <message>
        <source>Load all</source>
        <translation>모두 불러오기</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>{0} saved to {1}.</source>
        <translation>{0} 목록 저장됨: {1}</translation>
    </message>
</context>
<context>
    <name>ObjectTable</name>
    <message>
        <source>Objects</source>
        <translation>객체</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>열기(&amp;O)</translation>
    </message>
    <message>
        <source>Copy &amp;keys</source>
        <translation>키 복사(&amp;K)</translation>
    </message>
    <message>
        <source>Copy &amp;key</source>
        <translation>키 복사(&amp;K)</translation>
    </message>
    <message>
        <source>Copy S3 &amp;URIs</source>
        <translation>S3 URI 복사(&amp;U)</translation>
    </message>
    <message>
        <source>Copy S3 &amp;URI</source>
        <translation>S3 URI 복사(&amp;U)</translation>
    </message>
    <message>
        <source>Copy &amp;ARNs</source>
        <translation>ARN 복사(&amp;A)</translation>
    </message>
    <message>
        <source>Copy &amp;ARN</source>
        <translation>ARN 복사(&amp;A)</translation>
    </message>
    <message>
        <source>Copy as &amp;CSV rows</source>
        <translation>CSV 행으로 복사(&amp;C)</translation>
    </message>
    <message>
        <source>Copy as &amp;CSV row</source>
        <translation>CSV 행으로 복사(&amp;C)</translation>
    </message>
    <message>
        <source>Sort by na&amp;me</source>
        <translation>이름순 정렬(&amp;M)</translation>
    </message>
    <message>
        <source>Sort by &amp;size</source>
        <translation>크기순 정렬(&amp;S)</translation>
    </message>
    <message>
        <source>Sort by &amp;date</source>
        <translation>수정 날짜순 정렬(&amp;D)</translation>
    </message>
    <message>
        <source>Sort by storage c&amp;lass</source>
        <translation>스토리지 클래스순 정렬(&amp;L)</translation>
    </message>
</context>
<context>
    <name>Objects</name>
    <message>
        <source>(no name)</source>
        <translation>(이름 없음)</translation>
    </message>
    <message>
        <source>{0} B</source>
        <comment>bytes, as short as kB</comment>
        <translation>{0} B</translation>
    </message>
    <message>
        <source>1 byte</source>
        <translation>1바이트</translation>
    </message>
    <message>
        <source>{0} bytes</source>
        <translation>{0}바이트</translation>
    </message>
    <message>
        <source>1 object</source>
        <translation>객체 1개</translation>
    </message>
    <message>
        <source>%Ln objects</source>
        <translation>객체 %Ln개</translation>
    </message>
    <message>
        <source>1 folder</source>
        <translation>폴더 1개</translation>
    </message>
    <message>
        <source>%Ln folders</source>
        <translation>폴더 %Ln개</translation>
    </message>
    <message>
        <source>%Ln items</source>
        <comment>folders and objects</comment>
        <translation>항목 %Ln개</translation>
    </message>
    <message>
        <source>1 row</source>
        <translation>1행</translation>
    </message>
    <message>
        <source>%Ln rows</source>
        <translation>%Ln행</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>불러오는 중…</translation>
    </message>
    <message>
        <source>Loading… {0}</source>
        <comment>how many so far</comment>
        <translation>불러오는 중… {0}</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <comment>3 of 6 objects</comment>
        <translation>{1} 중 {0}개</translation>
    </message>
    <message>
        <source>%Ln</source>
        <comment>a number</comment>
        <translation>%Ln</translation>
    </message>
    <message>
        <source>{0} so far</source>
        <comment>1,000 objects so far</comment>
        <translation>지금까지 {0}</translation>
    </message>
    <message>
        <source>{0} and more</source>
        <comment>12,000 objects and more</comment>
        <translation>{0} 이상</translation>
    </message>
    <message>
        <source>Only the first {0} are shown. Type the start of a name, and ask AWS for it.</source>
        <translation>처음 {0}개만 표시합니다. 이름의 앞부분을 입력해 AWS에 요청하세요.</translation>
    </message>
    <message>
        <source>The first {0} are shown. More load when you scroll to the end.</source>
        <translation>처음 {0}개를 표시합니다. 끝까지 스크롤하면 더 불러옵니다.</translation>
    </message>
    <message>
        <source>Stopped before anything arrived.</source>
        <translation>항목을 받기 전에 중지했습니다.</translation>
    </message>
    <message>
        <source>Stopped after {0}. There may be more.</source>
        <translation>{0}에서 중지했습니다. 더 있을 수 있습니다.</translation>
    </message>
    <message>
        <source>No name here contains “{0}”.</source>
        <translation>이름에 “{0}” 문자열이 들어 있는 항목이 없습니다.</translation>
    </message>
    <message>
        <source>None of the names loaded so far contains “{0}”.</source>
        <translation>지금까지 불러온 이름 중에 “{0}” 문자열이 들어 있는 것이 없습니다.</translation>
    </message>
    <message>
        <source>Names that begin with “{0}”</source>
        <translation>“{0}”(으)로 시작하는 이름</translation>
    </message>
    <message>
        <source>“{0}…”</source>
        <comment>names that begin so</comment>
        <translation>“{0}…”</translation>
    </message>
    <message>
        <source>No name begins with “{0}”.</source>
        <translation>“{0}”(으)로 시작하는 이름이 없습니다.</translation>
    </message>
    <message>
        <source>Keys are case-sensitive.</source>
        <translation>키는 대소문자를 구분합니다.</translation>
    </message>
    <message>
        <source>This folder is empty.</source>
        <translation>이 폴더는 비어 있습니다.</translation>
    </message>
    <message>
        <source>No objects under {0}. Some tools create empty folders like this one.</source>
        <translation>{0} 아래에 객체가 없습니다. 이런 빈 폴더를 만드는 도구도 있습니다.</translation>
    </message>
    <message>
        <source>{0} is empty.</source>
        <translation>{0} 버킷이 비어 있습니다.</translation>
    </message>
    <message>
        <source>Everything works, there is just nothing in this bucket. Earlier versions of deleted objects are not shown here.</source>
        <translation>문제는 없으며 버킷에 객체가 없을 뿐입니다. 삭제된 객체의 이전 버전은 여기에 표시되지 않습니다.</translation>
    </message>
    <message>
        <source>The bucket {0} no longer exists.</source>
        <translation>{0} 버킷은 더 이상 없습니다.</translation>
    </message>
    <message>
        <source>It was deleted after the buckets were listed.</source>
        <translation>버킷 목록을 불러온 뒤에 삭제되었습니다.</translation>
    </message>
    <message>
        <source>Go back to the buckets and refresh them.</source>
        <translation>버킷으로 돌아가 새로 고치세요.</translation>
    </message>
    <message>
        <source>You may not list “{0}” in {1}.</source>
        <translation>{1}의 “{0}” 목록을 볼 권한이 없습니다.</translation>
    </message>
    <message>
        <source>You may not list the objects in {0}.</source>
        <translation>{0}의 객체 목록을 볼 권한이 없습니다.</translation>
    </message>
    <message>
        <source>AWS answered AccessDenied: a policy of the role, the user, the bucket or the organization forbids s3:ListBucket here.</source>
        <translation>AWS가 AccessDenied로 응답했습니다. 역할, 사용자, 버킷 또는 조직의 정책이 이 버킷에 대한 s3:ListBucket을 금지합니다.</translation>
    </message>
    <message>
        <source>Ask the account&apos;s administrator: more permissions do not help, the statement that denies it has to change.</source>
        <translation>계정 관리자에게 문의하세요. 권한을 추가해도 소용없으며, 거부하는 정책 문을 변경해야 합니다.</translation>
    </message>
    <message>
        <source>AWS answered AccessDenied: no policy of these credentials allows s3:ListBucket here.</source>
        <translation>AWS가 AccessDenied로 응답했습니다. 이 자격 증명에는 이 버킷의 s3:ListBucket 권한이 없습니다.</translation>
    </message>
    <message>
        <source>Ask the account&apos;s administrator for s3:ListBucket with the prefix “{0}”. You may have access to other folders.</source>
        <translation>계정 관리자에게 접두사 “{0}”에 대한 s3:ListBucket을 요청하세요. 다른 폴더에는 액세스할 수 있을 수도 있습니다.</translation>
    </message>
    <message>
        <source>Ask the account&apos;s administrator for a policy that allows s3:ListBucket on this bucket. Seeing the bucket&apos;s name takes a different permission.</source>
        <translation>계정 관리자에게 이 버킷의 s3:ListBucket 권한을 요청하세요. 버킷 이름을 보는 권한과는 별개입니다.</translation>
    </message>
</context>
<context>
    <name>OutlinedTable</name>
    <message>
        <source>Copied</source>
        <translation>복사됨</translation>
    </message>
</context>
<context>
    <name>PairFlaws</name>
    <message>
        <source>This code is not from the new device. Choose its entry in your authenticator app, and type the code shown now.</source>
        <translation>새 디바이스의 코드가 아닙니다. 인증 앱에서 해당 항목을 선택하고 지금 표시된 코드를 입력하세요.</translation>
    </message>
    <message>
        <source>This is the first code again. Wait until your phone shows the next one.</source>
        <translation>첫 번째 코드와 같습니다. 휴대폰에 다음 코드가 표시될 때까지 기다리세요.</translation>
    </message>
    <message>
        <source>This code came before the first one. Type the one that your phone shows next.</source>
        <translation>첫 번째 코드보다 앞선 코드입니다. 휴대폰에 다음으로 표시되는 코드를 입력하세요.</translation>
    </message>
    <message>
        <source>This code was already used, as one of the two before. Wait for the next one.</source>
        <translation>앞의 두 코드에서 이미 사용한 코드입니다. 다음 코드를 기다리세요.</translation>
    </message>
    <message>
        <source>These codes are not consecutive. Type the code shown now as the first one, then the next one.</source>
        <translation>연속된 코드가 아닙니다. 지금 표시된 코드를 첫 번째로, 이어서 다음 코드를 입력하세요.</translation>
    </message>
    <message>
        <source>Your phone&apos;s clock is about {0} ahead. Turn on automatic time there, then type two new codes.</source>
        <translation>휴대폰의 시계가 약 {0} 빠릅니다. 휴대폰에서 자동 시간 설정을 켠 다음 새 코드 두 개를 입력하세요.</translation>
    </message>
    <message>
        <source>Your phone&apos;s clock is about {0} behind. Turn on automatic time there, then type two new codes.</source>
        <translation>휴대폰의 시계가 약 {0} 느립니다. 휴대폰에서 자동 시간 설정을 켠 다음 새 코드 두 개를 입력하세요.</translation>
    </message>
    <message>
        <source>Your phone&apos;s clock is off. Turn on automatic time there, then type two new codes.</source>
        <translation>휴대폰의 시계가 맞지 않습니다. 휴대폰에서 자동 시간 설정을 켠 다음 새 코드 두 개를 입력하세요.</translation>
    </message>
    <message>
        <source>{0} s</source>
        <comment>seconds</comment>
        <translation>{0}초</translation>
    </message>
</context>
<context>
    <name>PairPanel</name>
    <message>
        <source>Scan with the practice &amp;authenticator</source>
        <translation>연습용 인증 앱으로 스캔(&amp;A)</translation>
    </message>
    <message>
        <source>Device registered</source>
        <translation>디바이스 등록됨</translation>
    </message>
    <message>
        <source>Google Authenticator, Microsoft Authenticator, 1Password, Aegis… Then type two codes in a row: the one shown now, and the next one.</source>
        <translation>Google Authenticator, Microsoft Authenticator, 1Password, Aegis 등에 등록한 다음 지금 표시된 코드와 그다음 코드를 연속으로 입력하세요.</translation>
    </message>
    <message>
        <source>AWS accepted both codes. Keep the entry in your authenticator app: every later code comes from it.</source>
        <translation>AWS가 두 코드를 모두 받아들였습니다. 앞으로의 코드도 이 항목에서 나오므로 인증 앱에서 삭제하지 마세요.</translation>
    </message>
    <message>
        <source>Type this into your authenticator app</source>
        <translation>인증 앱에 입력하세요</translation>
    </message>
    <message>
        <source>Show the &amp;QR code</source>
        <translation>QR 코드 표시(&amp;Q)</translation>
    </message>
    <message>
        <source>Can&apos;t scan? &amp;Show the secret key</source>
        <translation>스캔할 수 없나요? 비밀 키 표시(&amp;S)</translation>
    </message>
</context>
<context>
    <name>Passphrases</name>
    <message>
        <source>Use at least {0} characters.</source>
        <translation>{0}자 이상 입력하세요.</translation>
    </message>
    <message>
        <source>They do not match. Type the same passphrase twice.</source>
        <translation>두 암호 문구가 서로 다릅니다. 같은 암호 문구를 두 번 입력하세요.</translation>
    </message>
    <message>
        <source>At least {0} characters; four or five words work well.</source>
        <translation>{0}자 이상이어야 합니다. 단어 네다섯 개면 좋습니다.</translation>
    </message>
    <message>
        <source>Still too short: at least {0} characters.</source>
        <translation>아직 너무 짧습니다. {0}자 이상이어야 합니다.</translation>
    </message>
    <message>
        <source>Fair. Longer is better: add a word or two.</source>
        <translation>보통입니다. 단어를 한두 개 더 넣으면 더 좋습니다.</translation>
    </message>
    <message>
        <source>Good.</source>
        <translation>충분히 깁니다.</translation>
    </message>
</context>
<context>
    <name>PathBar</name>
    <message>
        <source>Path</source>
        <translation>경로</translation>
    </message>
    <message>
        <source>Copy the folder&apos;s S3 URI</source>
        <translation>폴더의 S3 URI 복사</translation>
    </message>
    <message>
        <source>Back to {0} (Backspace or Alt+Up)</source>
        <translation>{0}(으)로 돌아가기(Backspace 또는 Alt+Up)</translation>
    </message>
    <message>
        <source>Folders between</source>
        <translation>중간 폴더</translation>
    </message>
</context>
<context>
    <name>Permissions</name>
    <message>
        <source>A role (recommended)</source>
        <translation>역할(권장)</translation>
    </message>
    <message>
        <source>The user itself, for a session</source>
        <translation>사용자 자신(세션)</translation>
    </message>
    <message>
        <source>The user may do nothing but assume a role that requires MFA. A stolen access key opens nothing without a code, and a session ends within hours.</source>
        <translation>사용자는 MFA가 필요한 역할만 수임할 수 있습니다. 액세스 키가 유출되어도 코드가 없으면 쓸모가 없고, 세션은 몇 시간 안에 끝납니다.</translation>
    </message>
    <message>
        <source>The user holds the permissions itself, but only with MFA. There is no role to look after, and one code is good for up to 36 hours; a permission added later without that condition is open to the bare key.</source>
        <translation>MFA를 조건으로 사용자 자신이 권한을 가집니다. 관리할 역할이 없고 코드 한 번으로 최대 36시간까지 사용할 수 있지만, 나중에 이 조건 없이 추가한 권한은 액세스 키만으로 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>List buckets</source>
        <translation>버킷 목록 조회</translation>
    </message>
    <message>
        <source>List buckets and objects</source>
        <translation>버킷과 객체 목록 조회</translation>
    </message>
    <message>
        <source>List and read everything</source>
        <translation>모든 목록 조회와 객체 읽기</translation>
    </message>
    <message>
        <source>Sees the names of all buckets in the account, and nothing of what is in them.</source>
        <translation>계정에 있는 모든 버킷의 이름을 볼 수 있지만 버킷의 내용은 볼 수 없습니다.</translation>
    </message>
    <message>
        <source>Sees all buckets and the names, sizes and dates of the objects in them, but opens none.</source>
        <translation>모든 버킷과 그 안에 있는 객체의 이름, 크기, 날짜를 볼 수 있지만 객체를 열 수는 없습니다.</translation>
    </message>
    <message>
        <source>Sees all buckets and can download every object in them; changes and deletes nothing.</source>
        <translation>모든 버킷을 보고 그 안의 모든 객체를 다운로드할 수 있지만 변경하거나 삭제할 수는 없습니다.</translation>
    </message>
</context>
<context>
    <name>PlacesSection</name>
    <message>
        <source>On this computer</source>
        <translation>이 컴퓨터</translation>
    </message>
    <message>
        <source>Secrets</source>
        <translation>비밀 정보</translation>
    </message>
    <message>
        <source>Settings file</source>
        <translation>환경 설정 파일</translation>
    </message>
</context>
<context>
    <name>PlanExport</name>
    <message>
        <source>&amp;CloudFormation template for account {0}…</source>
        <translation>{0} 계정용 CloudFormation 템플릿(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;CloudFormation template…</source>
        <translation>CloudFormation 템플릿(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Text…</source>
        <translation>텍스트(&amp;T)…</translation>
    </message>
    <message>
        <source>Save the plan</source>
        <translation>계획 저장</translation>
    </message>
    <message>
        <source>CloudFormation template (*.json)</source>
        <translation>CloudFormation 템플릿 (*.json)</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>텍스트 (*.txt)</translation>
    </message>
</context>
<context>
    <name>PlanText</name>
    <message>
        <source>Used as is, neither created nor changed:</source>
        <translation>기존 그대로 사용(생성하거나 변경하지 않음):</translation>
    </message>
    <message>
        <source>MFA access for {0} in the AWS account {1}</source>
        <translation>AWS 계정 {1}의 {0} 사용자를 위한 MFA 액세스</translation>
    </message>
    <message>
        <source>{0}, in the account {1}</source>
        <comment>a call of AWS&apos;s API, an account</comment>
        <translation>{0}, 계정 {1}</translation>
    </message>
</context>
<context>
    <name>PlanView</name>
    <message>
        <source>What will be done in AWS</source>
        <translation>AWS에서 수행할 작업</translation>
    </message>
</context>
<context>
    <name>ProblemPanel</name>
    <message>
        <source>What AWS answered</source>
        <translation>AWS 응답</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>복사(&amp;C)</translation>
    </message>
    <message>
        <source>Copy what AWS answered</source>
        <translation>AWS 응답 복사</translation>
    </message>
    <message>
        <source>Hide &amp;details</source>
        <translation>세부 정보 숨기기(&amp;D)</translation>
    </message>
    <message>
        <source>Show &amp;details</source>
        <translation>세부 정보 표시(&amp;D)</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>복사됨</translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message>
        <source>{path} was changed in the meantime.</source>
        <translation>그사이에 {path} 파일이 변경되었습니다.</translation>
    </message>
    <message>
        <source>The file was changed in the meantime.</source>
        <translation>그사이에 파일이 변경되었습니다.</translation>
    </message>
    <message>
        <source>An editor or another tool has written to it since Hourpass last read it. Hourpass has not touched it.</source>
        <translation>Hourpass가 확인한 후에 편집기나 다른 도구가 파일을 수정했습니다. Hourpass는 파일을 그대로 두었습니다.</translation>
    </message>
    <message>
        <source>Review the change again, then make it.</source>
        <translation>변경 내용을 다시 확인한 다음 적용하세요.</translation>
    </message>
    <message>
        <source>{path} already has a section for {section}.</source>
        <translation>{path} 파일에 {section} 섹션이 이미 있습니다.</translation>
    </message>
    <message>
        <source>The file already has a section of that name.</source>
        <translation>파일에 같은 이름의 섹션이 이미 있습니다.</translation>
    </message>
    <message>
        <source>Hourpass did not write it for this profile, so it leaves it alone. With two sections of the same name, the AWS CLI could not read the file.</source>
        <translation>Hourpass가 이 프로파일을 위해 기록한 섹션이 아니므로 건드리지 않습니다. 같은 이름의 섹션이 두 개 있으면 AWS CLI가 파일을 읽지 못합니다.</translation>
    </message>
    <message>
        <source>Choose another name, or remove that section in a text editor.</source>
        <translation>다른 이름을 선택하거나 텍스트 편집기에서 그 섹션을 제거하세요.</translation>
    </message>
    <message>
        <source>Not every tool can use {section} as a profile&apos;s name.</source>
        <translation>일부 도구에서는 {section} 이름을 프로파일 이름으로 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>Not every tool can use this as a profile&apos;s name.</source>
        <translation>일부 도구에서는 이 이름을 프로파일 이름으로 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>It is too long, already means something else, or contains spaces, letters other than a to z or symbols that some AWS SDKs do not read.</source>
        <translation>너무 길거나, 공백이나 a~z 이외의 글자 또는 일부 AWS SDK가 인식하지 못하는 기호가 있거나, 다른 의미로 쓰이는 이름입니다.</translation>
    </message>
    <message>
        <source>Choose a name of at most 64 letters, digits, hyphens, underscores and full stops.</source>
        <translation>영문자, 숫자, 하이픈, 밑줄, 마침표로 된 64자 이하의 이름을 선택하세요.</translation>
    </message>
    <message>
        <source>The section that Hourpass wrote to {path} was changed by hand.</source>
        <translation>Hourpass가 {path} 파일에 기록한 섹션이 수동으로 변경되었습니다.</translation>
    </message>
    <message>
        <source>The section that Hourpass wrote was changed by hand.</source>
        <translation>Hourpass가 기록한 섹션이 수동으로 변경되었습니다.</translation>
    </message>
    <message>
        <source>One of the two comment lines around it is missing; the other is line {line}. So Hourpass cannot tell which part is its own.</source>
        <translation>섹션의 앞뒤 주석 행 중 하나가 없습니다. 남은 주석은 {line}행에 있습니다. 그래서 Hourpass는 자신이 기록한 부분을 구별할 수 없습니다.</translation>
    </message>
    <message>
        <source>One of the two comment lines around it is missing. So Hourpass cannot tell which part is its own.</source>
        <translation>섹션의 앞뒤 주석 행 중 하나가 없습니다. 그래서 Hourpass는 자신이 기록한 부분을 구별할 수 없습니다.</translation>
    </message>
    <message>
        <source>In a text editor, remove that section and the lines that mention Hourpass, then try again.</source>
        <translation>텍스트 편집기에서 그 섹션과 Hourpass가 적힌 행을 제거한 다음 다시 시도하세요.</translation>
    </message>
    <message>
        <source>Not every tool could start {helper}.</source>
        <translation>일부 도구에서 {helper} 프로그램을 시작할 수 없습니다.</translation>
    </message>
    <message>
        <source>Not every tool could start Hourpass from where it is installed.</source>
        <translation>일부 도구에서 현재 설치 위치의 Hourpass를 시작할 수 없습니다.</translation>
    </message>
    <message>
        <source>Its path has a space or another character that means something to a shell, and some AWS SDKs drop the quotes that would help.</source>
        <translation>경로에 공백이나 셸에서 특별한 의미를 갖는 기호가 있으며, 따옴표로 묶어도 일부 AWS SDK는 따옴표를 무시합니다.</translation>
    </message>
    <message>
        <source>Install Hourpass in a folder without such characters in its path, then try again.</source>
        <translation>경로에 이런 기호가 없는 폴더에 Hourpass를 설치한 다음 다시 시도하세요.</translation>
    </message>
    <message>
        <source>A session token does not open the AWS console.</source>
        <translation>세션 토큰으로는 AWS 콘솔을 열 수 없습니다.</translation>
    </message>
    <message>
        <source>AWS signs you in to the console only with a role&apos;s credentials, not with a user&apos;s.</source>
        <translation>AWS 콘솔에는 사용자가 아닌 역할의 자격 증명으로만 로그인할 수 있습니다.</translation>
    </message>
    <message>
        <source>Use a profile that assumes a role, or sign in to the console with your user name and password.</source>
        <translation>역할을 수임하는 프로파일을 사용하거나, 사용자 이름과 암호로 콘솔에 로그인하세요.</translation>
    </message>
    <message>
        <source>A session token does not open the AWS console: AWS accepts only a role&apos;s credentials.</source>
        <translation>세션 토큰으로는 AWS 콘솔을 열 수 없습니다. AWS는 역할의 자격 증명만 받습니다.</translation>
    </message>
    <message>
        <source>AWS does not allow a console session of {asked_span}.</source>
        <translation>AWS는 {asked_span} 길이의 콘솔 세션을 제공하지 않습니다.</translation>
    </message>
    <message>
        <source>AWS does not allow a console session that long.</source>
        <translation>AWS는 그렇게 긴 콘솔 세션을 제공하지 않습니다.</translation>
    </message>
    <message>
        <source>A console session lasts 15 minutes to 12 hours; with credentials from an MFA session, it lasts as long as they do.</source>
        <translation>콘솔 세션은 15분에서 12시간까지이며, 자격 증명을 MFA 세션에서 받은 경우에는 그 자격 증명의 유효 시간까지입니다.</translation>
    </message>
    <message>
        <source>Get new credentials and try again.</source>
        <translation>새 자격 증명을 받은 다음 다시 시도하세요.</translation>
    </message>
    <message>
        <source>Hourpass does not know the console of the partition {partition}.</source>
        <translation>Hourpass는 {partition} 파티션의 콘솔을 지원하지 않습니다.</translation>
    </message>
    <message>
        <source>Hourpass does not know the console of this partition.</source>
        <translation>Hourpass는 이 파티션의 콘솔을 지원하지 않습니다.</translation>
    </message>
    <message>
        <source>It opens only the consoles of AWS, AWS in China and AWS GovCloud (US).</source>
        <translation>AWS, AWS 중국, AWS GovCloud(US)의 콘솔만 열 수 있습니다.</translation>
    </message>
    <message>
        <source>Sign in to the console in your browser, the way your organisation does. The credentials are fine.</source>
        <translation>조직에서 정한 방법으로 브라우저에서 콘솔에 로그인하세요. 자격 증명에는 문제가 없습니다.</translation>
    </message>
    <message>
        <source>The connection to {endpoint} would not be encrypted.</source>
        <translation>{endpoint} 연결이 암호화되지 않습니다.</translation>
    </message>
    <message>
        <source>The connection would not be encrypted.</source>
        <translation>연결이 암호화되지 않습니다.</translation>
    </message>
    <message>
        <source>Opening the console sends the credentials themselves. This time, nothing was sent.</source>
        <translation>콘솔을 열려면 자격 증명 자체를 전송해야 합니다. 이번에는 아무것도 전송하지 않았습니다.</translation>
    </message>
    <message>
        <source>Set AWS_ENDPOINT_URL_SIGNIN or AWS_ENDPOINT_URL to an https address, or to one on this computer.</source>
        <translation>AWS_ENDPOINT_URL_SIGNIN 또는 AWS_ENDPOINT_URL을 https 주소나 이 컴퓨터의 주소로 설정하세요.</translation>
    </message>
    <message>
        <source>The name {endpoint} could not be found.</source>
        <translation>{endpoint} 이름을 찾을 수 없습니다.</translation>
    </message>
    <message>
        <source>The server&apos;s name could not be found.</source>
        <translation>서버 이름을 찾을 수 없습니다.</translation>
    </message>
    <message>
        <source>This computer is offline, its name service does not answer, or there is no such region or endpoint.</source>
        <translation>이 컴퓨터가 오프라인이거나, DNS가 응답하지 않거나, 그런 리전이나 엔드포인트가 없습니다.</translation>
    </message>
    <message>
        <source>Check the network connection and the profile&apos;s region, then try again.</source>
        <translation>네트워크 연결과 프로파일의 리전을 확인한 다음 다시 시도하세요.</translation>
    </message>
    <message>
        <source>{endpoint} refused the connection.</source>
        <translation>{endpoint} 서버가 연결을 거부했습니다.</translation>
    </message>
    <message>
        <source>The server refused the connection.</source>
        <translation>서버가 연결을 거부했습니다.</translation>
    </message>
    <message>
        <source>Nothing listens there, or a firewall turns connections away.</source>
        <translation>그 주소에서 응답하는 서버가 없거나 방화벽이 연결을 막고 있습니다.</translation>
    </message>
    <message>
        <source>If AWS_ENDPOINT_URL is set, check its host and port and that the server runs. Then try again.</source>
        <translation>AWS_ENDPOINT_URL이 설정되어 있으면 호스트와 포트가 맞는지, 서버가 실행 중인지 확인하세요. 그런 다음 다시 시도하세요.</translation>
    </message>
    <message>
        <source>{endpoint} cannot be reached.</source>
        <translation>{endpoint} 서버에 연결할 수 없습니다.</translation>
    </message>
    <message>
        <source>AWS cannot be reached.</source>
        <translation>AWS에 연결할 수 없습니다.</translation>
    </message>
    <message>
        <source>There is no way through the network, or the connection broke off.</source>
        <translation>네트워크 경로가 없거나 연결이 끊어졌습니다.</translation>
    </message>
    <message>
        <source>Check the network connection, VPN and firewall, then try again.</source>
        <translation>네트워크 연결, VPN, 방화벽을 확인한 다음 다시 시도하세요.</translation>
    </message>
    <message>
        <source>{endpoint} cannot be reached. Check the network, then try again.</source>
        <translation>{endpoint}에 연결할 수 없습니다. 네트워크를 확인한 다음 다시 시도하세요.</translation>
    </message>
    <message>
        <source>AWS cannot be reached. Check the network, then try again.</source>
        <translation>AWS에 연결할 수 없습니다. 네트워크를 확인한 다음 다시 시도하세요.</translation>
    </message>
    <message>
        <source>{endpoint} did not answer in time.</source>
        <translation>{endpoint} 서버의 응답 시간이 초과되었습니다.</translation>
    </message>
    <message>
        <source>AWS did not answer in time.</source>
        <translation>AWS의 응답 시간이 초과되었습니다.</translation>
    </message>
    <message>
        <source>The network is slow, or something on the way swallows the request.</source>
        <translation>네트워크가 느리거나 중간에서 요청이 사라지고 있습니다.</translation>
    </message>
    <message>
        <source>Check the network connection and try again. A code that {code_operation} took along may be spent: type a fresh one.</source>
        <translation>네트워크 연결을 확인한 다음 다시 시도하세요. {code_operation} 요청에 보낸 코드는 이미 사용되었을 수 있으므로 새 코드를 입력하세요.</translation>
    </message>
    <message>
        <source>Check the network connection and try again.</source>
        <translation>네트워크 연결을 확인한 다음 다시 시도하세요.</translation>
    </message>
    <message>
        <source>The secure connection to {endpoint} could not be trusted.</source>
        <translation>{endpoint} 서버와의 보안 연결을 신뢰할 수 없습니다.</translation>
    </message>
    <message>
        <source>The secure connection could not be trusted.</source>
        <translation>보안 연결을 신뢰할 수 없습니다.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not one that this computer trusts. Company proxies that look into connections use certificates of their own.</source>
        <translation>서버의 인증서가 이 컴퓨터에서 신뢰하는 인증서가 아닙니다. 연결 내용을 검사하는 회사 프록시는 자체 인증서를 사용합니다.</translation>
    </message>
    <message>
        <source>If your company has its own CA, set AWS_CA_BUNDLE to its certificate file and start Hourpass again. Otherwise do not go on in this network.</source>
        <translation>회사에 자체 CA가 있으면 AWS_CA_BUNDLE을 그 인증서 파일로 설정한 다음 Hourpass를 다시 시작하세요. 그렇지 않으면 이 네트워크에서 계속하지 마세요.</translation>
    </message>
    <message>
        <source>The proxy did not let the connection to {endpoint} through.</source>
        <translation>프록시가 {endpoint} 연결을 통과시키지 않았습니다.</translation>
    </message>
    <message>
        <source>The proxy did not let the connection through.</source>
        <translation>프록시가 연결을 통과시키지 않았습니다.</translation>
    </message>
    <message>
        <source>It cannot be reached, wants a sign-in, or forbids this address.</source>
        <translation>프록시에 연결할 수 없거나, 프록시가 로그인을 요구하거나 이 주소를 금지합니다.</translation>
    </message>
    <message>
        <source>Check HTTPS_PROXY and NO_PROXY, then start Hourpass again, or ask whoever runs the proxy.</source>
        <translation>HTTPS_PROXY와 NO_PROXY를 확인한 다음 Hourpass를 다시 시작하거나, 프록시 담당자에게 문의하세요.</translation>
    </message>
    <message>
        <source>What answered at {endpoint} is not AWS.</source>
        <translation>{endpoint} 주소에서 응답한 것은 AWS가 아닙니다.</translation>
    </message>
    <message>
        <source>What answered is not AWS.</source>
        <translation>응답한 것은 AWS가 아닙니다.</translation>
    </message>
    <message>
        <source>A web page or another text came back. The sign-in page of a guest network does that, as does a proxy or a wrong endpoint.</source>
        <translation>웹 페이지나 다른 텍스트가 돌아왔습니다. 게스트 네트워크의 로그인 페이지, 프록시, 잘못된 엔드포인트가 원인일 수 있습니다.</translation>
    </message>
    <message>
        <source>Open any page in the browser to see whether the network wants a sign-in. If AWS_ENDPOINT_URL is set, check it.</source>
        <translation>브라우저에서 아무 페이지나 열어 네트워크에 로그인이 필요한지 확인하세요. AWS_ENDPOINT_URL이 설정되어 있으면 그 값도 확인하세요.</translation>
    </message>
    <message>
        <source>Something other than AWS answered. See whether the network wants a sign-in.</source>
        <translation>AWS가 아닌 곳에서 응답했습니다. 네트워크 로그인이 필요한지 확인하세요.</translation>
    </message>
    <message>
        <source>{endpoint} is not an address that can be asked.</source>
        <translation>{endpoint} 주소로는 요청할 수 없습니다.</translation>
    </message>
    <message>
        <source>The endpoint is not an address that can be asked.</source>
        <translation>엔드포인트가 요청할 수 있는 주소가 아닙니다.</translation>
    </message>
    <message>
        <source>An endpoint is a whole URL, such as https://sts.eu-west-1.amazonaws.com.</source>
        <translation>엔드포인트는 https://sts.eu-west-1.amazonaws.com처럼 완전한 URL이어야 합니다.</translation>
    </message>
    <message>
        <source>Correct AWS_ENDPOINT_URL or endpoint_url in the AWS config file, or the profile&apos;s region.</source>
        <translation>AWS_ENDPOINT_URL, AWS 구성 파일의 endpoint_url 또는 프로파일의 리전을 수정하세요.</translation>
    </message>
    <message>
        <source>There is no keyring to keep secrets in.</source>
        <translation>비밀 정보를 보관할 키링이 없습니다.</translation>
    </message>
    <message>
        <source>No keyring service, such as GNOME Keyring or KWallet, answers on this computer.</source>
        <translation>GNOME Keyring이나 KWallet 같은 키링 서비스가 이 컴퓨터에서 응답하지 않습니다.</translation>
    </message>
    <message>
        <source>Start one and try again, or keep secrets in an encrypted file instead.</source>
        <translation>키링 서비스를 시작한 다음 다시 시도하거나, 대신 암호화된 파일에 비밀 정보를 보관하세요.</translation>
    </message>
    <message>
        <source>There is no keyring. Start one, or use an encrypted file instead.</source>
        <translation>키링이 없습니다. 키링을 시작하거나 암호화된 파일을 사용하세요.</translation>
    </message>
    <message>
        <source>The keyring is locked.</source>
        <translation>키링이 잠겨 있습니다.</translation>
    </message>
    <message>
        <source>Hourpass keeps its secrets there and cannot read them until it is unlocked.</source>
        <translation>Hourpass의 비밀 정보는 키링에 있어 잠금을 해제해야 읽을 수 있습니다.</translation>
    </message>
    <message>
        <source>Unlock it with its password, usually the one you log in with, and continue.</source>
        <translation>키링 암호로 잠금을 해제하고 계속하세요. 대개 로그인할 때 쓰는 암호와 같습니다.</translation>
    </message>
    <message>
        <source>The keyring is locked. Unlock it and try again.</source>
        <translation>키링이 잠겨 있습니다. 잠금을 해제한 다음 다시 시도하세요.</translation>
    </message>
    <message>
        <source>The keyring {backend} would keep secrets in plain text.</source>
        <translation>{backend} 키링은 비밀 정보를 일반 텍스트로 저장합니다.</translation>
    </message>
    <message>
        <source>The keyring here would keep secrets in plain text.</source>
        <translation>이 컴퓨터의 키링은 비밀 정보를 일반 텍스트로 저장합니다.</translation>
    </message>
    <message>
        <source>Anyone who can read your files could read your access keys. Hourpass does not use it.</source>
        <translation>파일을 읽을 수 있는 사람은 누구나 액세스 키를 읽을 수 있으므로 Hourpass는 이 키링을 사용하지 않습니다.</translation>
    </message>
    <message>
        <source>Set up an encrypted keyring and try again, or keep secrets in an encrypted file instead.</source>
        <translation>암호화된 키링을 설정한 다음 다시 시도하거나, 대신 암호화된 파일에 비밀 정보를 보관하세요.</translation>
    </message>
    <message>
        <source>The keyring {backend} could not do what Hourpass asked.</source>
        <translation>{backend} 키링이 요청을 처리하지 못했습니다.</translation>
    </message>
    <message>
        <source>The keyring could not do what Hourpass asked.</source>
        <translation>키링이 요청을 처리하지 못했습니다.</translation>
    </message>
    <message>
        <source>It refused or stopped midway. Nothing already stored in it is lost.</source>
        <translation>요청을 거부했거나 중간에 끊어졌습니다. 이미 보관된 정보는 없어지지 않았습니다.</translation>
    </message>
    <message>
        <source>Try again, or keep secrets in an encrypted file instead.</source>
        <translation>다시 시도하거나, 대신 암호화된 파일에 비밀 정보를 보관하세요.</translation>
    </message>
    <message>
        <source>The encrypted file does not open with this passphrase.</source>
        <translation>이 암호 문구로는 암호화된 파일을 열 수 없습니다.</translation>
    </message>
    <message>
        <source>It does not match; check Caps Lock and the keyboard layout. Nothing is lost.</source>
        <translation>암호 문구가 일치하지 않습니다. Caps Lock과 키보드 배열을 확인하세요. 삭제되거나 손실된 정보는 없습니다.</translation>
    </message>
    <message>
        <source>Type it again. Nobody can recover a forgotten passphrase.</source>
        <translation>다시 입력하세요. 잊어버린 암호 문구는 누구도 복구할 수 없습니다.</translation>
    </message>
    <message>
        <source>The encrypted file with the secrets is damaged.</source>
        <translation>비밀 정보가 든 암호화된 파일이 손상되었습니다.</translation>
    </message>
    <message>
        <source>{path} is not as Hourpass wrote it: it was cut off or changed.</source>
        <translation>{path} 파일이 Hourpass가 기록한 것과 다릅니다. 잘렸거나 변경되었습니다.</translation>
    </message>
    <message>
        <source>It is not as Hourpass wrote it: it was cut off or changed.</source>
        <translation>Hourpass가 기록한 것과 다릅니다. 잘렸거나 변경되었습니다.</translation>
    </message>
    <message>
        <source>Replace {path} with a backup, or move it away and enter your access keys again.</source>
        <translation>{path} 파일을 백업으로 바꾸거나, 다른 곳으로 옮기고 액세스 키를 다시 입력하세요.</translation>
    </message>
    <message>
        <source>Replace it with a backup, or move it away and enter your access keys again.</source>
        <translation>백업으로 바꾸거나, 다른 곳으로 옮기고 액세스 키를 다시 입력하세요.</translation>
    </message>
    <message>
        <source>The keyring does not hold the secret of {access_key_id}.</source>
        <translation>키링에 {access_key_id} 키의 비밀 액세스 키가 없습니다.</translation>
    </message>
    <message>
        <source>The keyring does not hold this profile&apos;s secret access key.</source>
        <translation>키링에 이 프로파일의 비밀 액세스 키가 없습니다.</translation>
    </message>
    <message>
        <source>It was removed there, or the settings came from another computer.</source>
        <translation>키링에서 제거되었거나, 다른 컴퓨터의 환경 설정을 가져왔습니다.</translation>
    </message>
    <message>
        <source>Edit the profile and enter the secret access key.</source>
        <translation>프로파일을 편집하여 비밀 액세스 키를 입력하세요.</translation>
    </message>
    <message>
        <source>There is no room left to write {path}.</source>
        <translation>{path} 파일을 기록할 공간이 없습니다.</translation>
    </message>
    <message>
        <source>There is no room left on the disk.</source>
        <translation>디스크에 남은 공간이 없습니다.</translation>
    </message>
    <message>
        <source>The disk or your quota on it is full. What was in the file before is intact.</source>
        <translation>디스크나 사용자에게 할당된 공간이 가득 찼습니다. 파일의 원래 내용은 그대로 있습니다.</translation>
    </message>
    <message>
        <source>Free some space and try again.</source>
        <translation>공간을 확보한 다음 다시 시도하세요.</translation>
    </message>
    <message>
        <source>You may not write to {path}.</source>
        <translation>{path} 파일에 쓸 권한이 없습니다.</translation>
    </message>
    <message>
        <source>You may not write to the file.</source>
        <translation>파일에 쓸 권한이 없습니다.</translation>
    </message>
    <message>
        <source>The file or its folder is read-only for you. Its contents are intact.</source>
        <translation>파일이나 폴더가 읽기 전용입니다. 파일의 내용은 그대로 있습니다.</translation>
    </message>
    <message>
        <source>Give yourself permission to write there, then try again.</source>
        <translation>쓰기 권한을 부여한 다음 다시 시도하세요.</translation>
    </message>
    <message>
        <source>{path} could not be read or written.</source>
        <translation>{path} 파일을 읽거나 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>A file could not be read or written.</source>
        <translation>파일을 읽거나 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>The system refused. If it gave a reason, it is in the details.</source>
        <translation>시스템이 거부했습니다. 시스템이 이유를 알렸다면 세부 정보에 있습니다.</translation>
    </message>
    <message>
        <source>Check that the disk is connected and that the file is yours, then try again.</source>
        <translation>디스크가 연결되어 있는지, 본인의 파일인지 확인한 다음 다시 시도하세요.</translation>
    </message>
    <message>
        <source>{path} could not be understood.</source>
        <translation>{path} 파일을 해석할 수 없습니다.</translation>
    </message>
    <message>
        <source>A file could not be understood.</source>
        <translation>파일을 해석할 수 없습니다.</translation>
    </message>
    <message>
        <source>It was cut off or changed by hand. Hourpass has not touched it.</source>
        <translation>파일이 잘렸거나 수동으로 변경되었습니다. 파일은 그대로 두었습니다.</translation>
    </message>
    <message>
        <source>Fix {path} in a text editor, or move it away, and try again.</source>
        <translation>텍스트 편집기에서 {path} 파일을 고치거나 다른 곳으로 옮긴 다음 다시 시도하세요.</translation>
    </message>
    <message>
        <source>Fix it in a text editor, or move it away, and try again.</source>
        <translation>텍스트 편집기에서 고치거나 다른 곳으로 옮긴 다음 다시 시도하세요.</translation>
    </message>
    <message>
        <source>Hourpass could not read its settings, so it starts with new ones.</source>
        <translation>Hourpass 환경 설정을 읽을 수 없어 새 환경 설정으로 시작합니다.</translation>
    </message>
    <message>
        <source>The settings file was cut off or changed by hand. It is kept as {kept_as}.</source>
        <translation>환경 설정 파일이 잘렸거나 수동으로 변경되었습니다. 원래 파일은 {kept_as}에 보관되어 있습니다.</translation>
    </message>
    <message>
        <source>The settings file was cut off or changed by hand.</source>
        <translation>환경 설정 파일이 잘렸거나 수동으로 변경되었습니다.</translation>
    </message>
    <message>
        <source>Add your profiles again; or quit Hourpass, fix the file in a text editor and put it back as settings.json.</source>
        <translation>프로파일을 다시 추가하세요. 또는 Hourpass를 종료하고 텍스트 편집기에서 파일을 고친 다음 settings.json으로 되돌려 놓으세요.</translation>
    </message>
    <message>
        <source>No terminal was opened.</source>
        <translation>터미널을 열지 못했습니다.</translation>
    </message>
    <message>
        <source>Hourpass found no terminal program that it knows, or the program did not start.</source>
        <translation>Hourpass가 지원하는 터미널 프로그램을 찾지 못했거나 터미널 프로그램이 시작되지 않았습니다.</translation>
    </message>
    <message>
        <source>Copy the variables into your own terminal, or set TERMINAL to the name of your terminal program.</source>
        <translation>환경 변수를 복사해 사용 중인 터미널에 붙여 넣거나, TERMINAL 변수에 터미널 프로그램의 이름을 설정하세요.</translation>
    </message>
    <message>
        <source>No browser was opened.</source>
        <translation>브라우저를 열지 못했습니다.</translation>
    </message>
    <message>
        <source>The system has no web browser, or refused to start it.</source>
        <translation>시스템에 웹 브라우저가 없거나 시스템이 브라우저 시작을 거부했습니다.</translation>
    </message>
    <message>
        <source>Copy the link instead and open it in your browser within 15 minutes.</source>
        <translation>대신 링크를 복사해 15분 안에 브라우저에서 여세요.</translation>
    </message>
    <message>
        <source>The part of Hourpass that talks to AWS stopped midway.</source>
        <translation>AWS와 통신하는 Hourpass 구성 요소가 도중에 종료되었습니다.</translation>
    </message>
    <message>
        <source>The system may have run out of memory. Whether the request reached AWS is not known.</source>
        <translation>시스템 메모리가 부족했을 수 있습니다. 요청이 AWS에 도달했는지는 알 수 없습니다.</translation>
    </message>
    <message>
        <source>Try again. If a code was sent, treat it as used and type the next one.</source>
        <translation>다시 시도하세요. 코드를 보냈다면 이미 사용된 것으로 보고 다음 코드를 입력하세요.</translation>
    </message>
    <message>
        <source>The part of Hourpass that talks to AWS stopped midway. Try again with the next code.</source>
        <translation>AWS와 통신하는 Hourpass 구성 요소가 도중에 종료되었습니다. 다음 코드로 다시 시도하세요.</translation>
    </message>
    <message>
        <source>The sandbox is not installed.</source>
        <translation>샌드박스가 설치되어 있지 않습니다.</translation>
    </message>
    <message>
        <source>It needs packages from the optional extra “sandbox”.</source>
        <translation>추가 구성 요소 sandbox에 포함된 패키지가 필요합니다.</translation>
    </message>
    <message>
        <source>Run: pip install &apos;hourpass[sandbox]&apos;, then start Hourpass again.</source>
        <translation>pip install &apos;hourpass[sandbox]&apos; 명령을 실행한 다음 Hourpass를 다시 시작하세요.</translation>
    </message>
    <message>
        <source>The sandbox stopped as soon as it started.</source>
        <translation>샌드박스가 시작되자마자 종료되었습니다.</translation>
    </message>
    <message>
        <source>Its packages may not match, or the system may have run out of memory.</source>
        <translation>패키지끼리 버전이 맞지 않거나 시스템 메모리가 부족했을 수 있습니다.</translation>
    </message>
    <message>
        <source>Try again. If it keeps happening, run: pip install --upgrade &apos;hourpass[sandbox]&apos;, then start Hourpass again.</source>
        <translation>다시 시도하세요. 계속되면 pip install --upgrade &apos;hourpass[sandbox]&apos; 명령을 실행한 다음 다시 시작하세요.</translation>
    </message>
    <message>
        <source>Something went wrong inside Hourpass.</source>
        <translation>Hourpass 내부에서 문제가 발생했습니다.</translation>
    </message>
    <message>
        <source>This is a bug in Hourpass, not a fault of AWS or of anything you did.</source>
        <translation>AWS나 사용자의 작업이 아니라 Hourpass 자체의 오류입니다.</translation>
    </message>
    <message>
        <source>Try again. If it keeps happening, start Hourpass in a terminal and report the details that it prints to standard error.</source>
        <translation>다시 시도하세요. 계속되면 터미널에서 Hourpass를 시작하세요. 보고할 때 필요한 세부 정보가 표준 오류에 출력됩니다.</translation>
    </message>
    <message>
        <source>Something went wrong inside Hourpass. The details are on standard error.</source>
        <translation>Hourpass 내부에서 문제가 발생했습니다. 세부 정보는 표준 오류에 있습니다.</translation>
    </message>
    <message>
        <source>The credentials have expired.</source>
        <translation>자격 증명이 만료되었습니다.</translation>
    </message>
    <message>
        <source>Temporary credentials end at the time that AWS set when it issued them.</source>
        <translation>임시 보안 자격 증명은 AWS가 발급할 때 정한 시각에 만료됩니다.</translation>
    </message>
    <message>
        <source>Get new ones: renew the profile, or get them again from where they came. You may be asked for a code.</source>
        <translation>새 자격 증명을 받으세요. 프로파일을 갱신하거나 원래 받은 곳에서 다시 받으세요. 코드가 필요할 수 있습니다.</translation>
    </message>
    <message>
        <source>The credentials have expired. Get new ones to continue.</source>
        <translation>자격 증명이 만료되었습니다. 계속하려면 새로 받으세요.</translation>
    </message>
    <message>
        <source>AWS does not know the access key {access_key_id}.</source>
        <translation>AWS가 {access_key_id} 액세스 키를 인식하지 못합니다.</translation>
    </message>
    <message>
        <source>AWS does not know this access key.</source>
        <translation>AWS가 이 액세스 키를 인식하지 못합니다.</translation>
    </message>
    <message>
        <source>It was mistyped, deactivated or deleted, belongs to another partition, or was created only seconds ago. A region that the account has not enabled gives the same answer.</source>
        <translation>키를 잘못 입력했거나, 비활성화 또는 삭제되었거나, 다른 파티션의 키이거나, 불과 몇 초 전에 생성되었습니다. 계정에서 활성화하지 않은 리전도 같은 응답을 합니다.</translation>
    </message>
    <message>
        <source>In IAM, under the user&apos;s Security credentials, check that {access_key_id} is listed and active, and that the region is enabled for the account. A new key may need a few more seconds.</source>
        <translation>IAM에서 사용자의 ‘보안 자격 증명’에 {access_key_id} 키가 활성 상태로 있는지, 계정에서 리전이 활성화되어 있는지 확인하세요. 새 키라면 몇 초 더 걸릴 수 있습니다.</translation>
    </message>
    <message>
        <source>In IAM, under the user&apos;s Security credentials, check that the key is listed and active, and that the region is enabled for the account. A new key may need a few more seconds.</source>
        <translation>IAM에서 사용자의 ‘보안 자격 증명’에 키가 활성 상태로 있는지, 계정에서 리전이 활성화되어 있는지 확인하세요. 새 키라면 몇 초 더 걸릴 수 있습니다.</translation>
    </message>
    <message>
        <source>AWS does not know the access key {access_key_id}: mistyped, inactive or brand-new.</source>
        <translation>AWS가 {access_key_id} 액세스 키를 인식하지 못합니다. 잘못 입력했거나 비활성 상태이거나 방금 생성된 키입니다.</translation>
    </message>
    <message>
        <source>AWS does not know this access key: mistyped, inactive or brand-new.</source>
        <translation>AWS가 이 액세스 키를 인식하지 못합니다. 잘못 입력했거나 비활성 상태이거나 방금 생성된 키입니다.</translation>
    </message>
    <message>
        <source>The secret access key does not belong to the access key ID.</source>
        <translation>비밀 액세스 키가 액세스 키 ID와 맞지 않습니다.</translation>
    </message>
    <message>
        <source>AWS knows the key ID, but the signature made with the secret does not match.</source>
        <translation>AWS가 키 ID는 인식하지만, 비밀 액세스 키로 만든 서명이 일치하지 않습니다.</translation>
    </message>
    <message>
        <source>Correct the secret access key of the profile “{keys_of}” in your AWS files, usually in ~/.aws/credentials. AWS shows a secret only once: if it is lost, create a new access key in IAM.</source>
        <translation>AWS 구성 파일(보통 ~/.aws/credentials)에서 “{keys_of}” 프로파일의 비밀 액세스 키를 고치세요. AWS는 비밀 액세스 키를 한 번만 표시하므로, 잃어버렸다면 IAM에서 새 액세스 키를 생성하세요.</translation>
    </message>
    <message>
        <source>Enter the secret again where you first entered it; for a Hourpass profile, under Edit. AWS shows a secret only once: if it is lost, create a new access key in IAM.</source>
        <translation>비밀 액세스 키를 처음 입력한 곳에 다시 입력하세요. Hourpass 프로파일이라면 ‘프로파일 편집’에서 입력합니다. AWS는 비밀 액세스 키를 한 번만 표시하므로, 잃어버렸다면 IAM에서 새 액세스 키를 생성하세요.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is {behind} behind AWS&apos;s.</source>
        <translation>이 컴퓨터의 시계가 AWS보다 {behind} 느립니다.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is {ahead} ahead of AWS&apos;s.</source>
        <translation>이 컴퓨터의 시계가 AWS보다 {ahead} 빠릅니다.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is too far from AWS&apos;s.</source>
        <translation>이 컴퓨터의 시계와 AWS의 시각이 너무 많이 다릅니다.</translation>
    </message>
    <message>
        <source>Every request carries the time, and AWS refuses any that are more than a few minutes off.</source>
        <translation>모든 요청에는 시각이 포함되며, AWS는 몇 분 넘게 차이 나는 요청을 거부합니다.</translation>
    </message>
    <message>
        <source>In the system&apos;s date and time settings, turn on automatic time and check the time zone, then try again.</source>
        <translation>시스템의 날짜 및 시간 설정에서 시간 자동 설정을 켜고 시간대가 맞는지 확인한 다음 다시 시도하세요.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is {behind} behind AWS&apos;s. Turn on automatic time.</source>
        <translation>이 컴퓨터의 시계가 AWS보다 {behind} 느립니다. 시간 자동 설정을 켜세요.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is {ahead} ahead of AWS&apos;s. Turn on automatic time.</source>
        <translation>이 컴퓨터의 시계가 AWS보다 {ahead} 빠릅니다. 시간 자동 설정을 켜세요.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is off. Turn on automatic time.</source>
        <translation>이 컴퓨터의 시계가 맞지 않습니다. 시간 자동 설정을 켜세요.</translation>
    </message>
    <message>
        <source>AWS is limiting requests.</source>
        <translation>AWS에서 요청 속도를 제한하고 있습니다.</translation>
    </message>
    <message>
        <source>Too many requests at once from this account, perhaps from elsewhere.</source>
        <translation>이 계정에서 한꺼번에 너무 많은 요청이 들어왔습니다. 이 컴퓨터에서 보낸 요청이 아닐 수도 있습니다.</translation>
    </message>
    <message>
        <source>Wait a minute and try again.</source>
        <translation>1분 정도 기다린 다음 다시 시도하세요.</translation>
    </message>
    <message>
        <source>AWS is limiting requests. Try again in a minute.</source>
        <translation>AWS에서 요청 속도를 제한하고 있습니다. 1분 후에 다시 시도하세요.</translation>
    </message>
    <message>
        <source>AWS does not allow {action} on {resource}.</source>
        <translation>AWS가 {resource} 리소스에 대한 {action} 작업을 허용하지 않습니다.</translation>
    </message>
    <message>
        <source>AWS does not allow {action}.</source>
        <translation>AWS가 {action} 작업을 허용하지 않습니다.</translation>
    </message>
    <message>
        <source>AWS explicitly forbids {forbidden_action} on {resource}.</source>
        <translation>AWS가 {resource} 리소스에 대한 {forbidden_action} 작업을 명시적으로 거부합니다.</translation>
    </message>
    <message>
        <source>AWS explicitly forbids {forbidden_action}.</source>
        <translation>AWS가 {forbidden_action} 작업을 명시적으로 거부합니다.</translation>
    </message>
    <message>
        <source>AWS does not allow this.</source>
        <translation>AWS가 이 작업을 허용하지 않습니다.</translation>
    </message>
    <message>
        <source>No policy of these credentials allows {action}.</source>
        <translation>이 자격 증명의 정책 중에 {action} 작업을 허용하는 정책이 없습니다.</translation>
    </message>
    <message>
        <source>A policy denies {forbidden_action} outright: one of the user, the role, the resource or the organization.</source>
        <translation>사용자, 역할, 리소스, 조직 중 하나의 정책이 {forbidden_action} 작업을 명시적으로 거부합니다.</translation>
    </message>
    <message>
        <source>The policies of these credentials do not allow it, or one forbids it.</source>
        <translation>이 자격 증명의 정책에서 허용하지 않거나 금지하는 정책이 있습니다.</translation>
    </message>
    <message>
        <source>Ask the account&apos;s administrator. More permissions do not help against an explicit deny of {forbidden_action}: the statement that denies it has to change.</source>
        <translation>계정 관리자에게 문의하세요. {forbidden_action} 작업을 명시적으로 거부하는 정책 문이 있으면 권한을 추가해도 소용이 없으므로, 그 정책 문을 변경해야 합니다.</translation>
    </message>
    <message>
        <source>Ask the account&apos;s administrator to allow it.</source>
        <translation>계정 관리자에게 허용해 달라고 요청하세요.</translation>
    </message>
    <message>
        <source>AccessDenied: {action}</source>
        <translation>AccessDenied: {action}</translation>
    </message>
    <message>
        <source>AccessDenied: {forbidden_action} (explicit deny)</source>
        <translation>AccessDenied: {forbidden_action}(명시적 거부)</translation>
    </message>
    <message>
        <source>AWS does not allow this (AccessDenied).</source>
        <translation>AWS가 이 작업을 허용하지 않습니다(AccessDenied).</translation>
    </message>
    <message>
        <source>STS is turned off in {region} for this account.</source>
        <translation>이 계정은 {region} 리전에서 STS가 비활성화되어 있습니다.</translation>
    </message>
    <message>
        <source>STS is turned off in this region for this account.</source>
        <translation>이 계정은 이 리전에서 STS가 비활성화되어 있습니다.</translation>
    </message>
    <message>
        <source>An administrator can deactivate STS, or a whole region, in the account settings.</source>
        <translation>관리자는 계정 설정에서 STS나 리전 전체를 비활성화할 수 있습니다.</translation>
    </message>
    <message>
        <source>Edit the profile and choose another region, for example us-east-1, where STS cannot be turned off.</source>
        <translation>프로파일을 편집하여 다른 리전을 선택하세요. 예를 들어 us-east-1에서는 STS를 비활성화할 수 없습니다.</translation>
    </message>
    <message>
        <source>AWS could not make sense of the request.</source>
        <translation>AWS가 요청을 해석하지 못했습니다.</translation>
    </message>
    <message>
        <source>A value in it is not what AWS expects. If AWS named it, it is in the details.</source>
        <translation>요청에 AWS가 예상하지 않은 값이 있습니다. AWS가 어떤 값인지 알렸다면 세부 정보에 있습니다.</translation>
    </message>
    <message>
        <source>Check the profile&apos;s fields. If they are right, report the details.</source>
        <translation>프로파일의 항목을 확인하세요. 모두 맞으면 세부 정보를 보고해 주세요.</translation>
    </message>
    <message>
        <source>AWS has a problem of its own right now.</source>
        <translation>지금 AWS 자체에 문제가 있습니다.</translation>
    </message>
    <message>
        <source>The service says that it cannot handle requests right now. Nothing is wrong on your side.</source>
        <translation>서비스가 지금 작동할 수 없다고 응답했습니다. 이 컴퓨터에는 문제가 없습니다.</translation>
    </message>
    <message>
        <source>Try again in a minute. If it lasts, check health.aws.amazon.com.</source>
        <translation>1분 후에 다시 시도하세요. 계속되면 health.aws.amazon.com을 확인하세요.</translation>
    </message>
    <message>
        <source>AWS has a problem of its own right now. Try again in a minute.</source>
        <translation>지금 AWS 자체에 문제가 있습니다. 1분 후에 다시 시도하세요.</translation>
    </message>
    <message>
        <source>This bucket no longer exists.</source>
        <translation>이 버킷은 더 이상 없습니다.</translation>
    </message>
    <message>
        <source>It was deleted after the list was loaded.</source>
        <translation>목록을 불러온 후에 삭제되었습니다.</translation>
    </message>
    <message>
        <source>Refresh the list.</source>
        <translation>목록을 새로 고치세요.</translation>
    </message>
    <message>
        <source>The server refused, with an answer that Hourpass does not know.</source>
        <translation>서버가 Hourpass에서 알 수 없는 응답으로 거부했습니다.</translation>
    </message>
    <message>
        <source>Everything it said is in the details, which may be little or nothing.</source>
        <translation>서버의 응답은 모두 세부 정보에 있습니다. 내용이 거의 없을 수도 있습니다.</translation>
    </message>
    <message>
        <source>Try again. If it keeps happening, copy the details and show them to an administrator.</source>
        <translation>다시 시도하세요. 계속되면 세부 정보를 복사해 관리자에게 보여 주세요.</translation>
    </message>
    <message>
        <source>The server refused, with an answer that Hourpass does not know. See the details.</source>
        <translation>서버가 Hourpass에서 알 수 없는 응답으로 거부했습니다. 세부 정보를 확인하세요.</translation>
    </message>
    <message>
        <source>AWS refused {operation}: the name is taken.</source>
        <translation>AWS가 {operation} 요청을 거부했습니다. 이미 사용 중인 이름입니다.</translation>
    </message>
    <message>
        <source>The name is taken.</source>
        <translation>이미 사용 중인 이름입니다.</translation>
    </message>
    <message>
        <source>The account already has a user, role, policy or device of this name. AWS does not distinguish upper and lower case.</source>
        <translation>계정에 같은 이름의 사용자, 역할, 정책 또는 디바이스가 이미 있습니다. AWS는 대소문자를 구분하지 않습니다.</translation>
    </message>
    <message>
        <source>Choose another name. In the middle of a setup, first undo what was created so far.</source>
        <translation>다른 이름을 선택하세요. 설정 도중이라면 먼저 지금까지 생성한 것을 되돌리세요.</translation>
    </message>
    <message>
        <source>The name is taken. Choose another one.</source>
        <translation>이미 사용 중인 이름입니다. 다른 이름을 선택하세요.</translation>
    </message>
    <message>
        <source>This MFA device is already registered.</source>
        <translation>이 MFA 디바이스는 이미 등록되어 있습니다.</translation>
    </message>
    <message>
        <source>It belongs to this user or to another one, and AWS registers a device for one user only.</source>
        <translation>이 사용자나 다른 사용자의 디바이스이며, AWS에서는 디바이스 하나를 사용자 한 명에게만 등록할 수 있습니다.</translation>
    </message>
    <message>
        <source>Use another device, or deactivate this one in IAM for the user it belongs to.</source>
        <translation>다른 디바이스를 사용하거나, IAM에서 이 디바이스가 등록된 사용자를 찾아 디바이스를 비활성화하세요.</translation>
    </message>
    <message>
        <source>The account&apos;s quota {quota} of {limit} is used up.</source>
        <translation>계정의 {quota} 할당량({limit})을 모두 사용했습니다.</translation>
    </message>
    <message>
        <source>The account&apos;s quota {quota} is used up.</source>
        <translation>계정의 {quota} 할당량을 모두 사용했습니다.</translation>
    </message>
    <message>
        <source>One of the account&apos;s quotas is used up.</source>
        <translation>계정의 할당량 중 하나를 모두 사용했습니다.</translation>
    </message>
    <message>
        <source>Inactive access keys count towards {key_quota} too.</source>
        <translation>{key_quota} 할당량에는 비활성 액세스 키도 포함됩니다.</translation>
    </message>
    <message>
        <source>AWS limits how many of a kind there may be.</source>
        <translation>AWS는 리소스 종류별로 개수를 제한합니다.</translation>
    </message>
    <message>
        <source>In IAM, delete what nobody uses any more, then try again. Service Quotas can raise some of these limits.</source>
        <translation>IAM에서 더 이상 쓰지 않는 리소스를 삭제한 다음 다시 시도하세요. 일부 할당량은 Service Quotas에서 늘릴 수 있습니다.</translation>
    </message>
    <message>
        <source>The quota {quota} is used up.</source>
        <translation>{quota} 할당량을 모두 사용했습니다.</translation>
    </message>
    <message>
        <source>A quota is used up.</source>
        <translation>할당량을 모두 사용했습니다.</translation>
    </message>
    <message>
        <source>AWS cannot find what the request refers to.</source>
        <translation>AWS에서 요청한 대상을 찾을 수 없습니다.</translation>
    </message>
    <message>
        <source>It has been deleted, or was created only seconds ago and is not known everywhere yet.</source>
        <translation>그사이에 삭제되었거나, 불과 몇 초 전에 생성되어 아직 모든 곳에 반영되지 않았습니다.</translation>
    </message>
    <message>
        <source>Try again in a few seconds. If it keeps happening, check in IAM whether someone has deleted it.</source>
        <translation>몇 초 후에 다시 시도하세요. 계속되면 IAM에서 누군가 삭제했는지 확인하세요.</translation>
    </message>
    <message>
        <source>AWS cannot delete this yet: something is still attached to it.</source>
        <translation>아직 연결된 것이 있어 AWS에서 삭제할 수 없습니다.</translation>
    </message>
    <message>
        <source>Someone added a key, a policy, a group or the like, or AWS is still busy with what was just removed.</source>
        <translation>누군가 키, 정책, 그룹 등을 추가했거나, 방금 제거한 것을 AWS가 아직 처리하는 중입니다.</translation>
    </message>
    <message>
        <source>Try again in a minute. If it keeps happening, check in IAM what is attached to it, and remove that first.</source>
        <translation>1분 후에 다시 시도하세요. 계속되면 IAM에서 무엇이 연결되어 있는지 확인하고 먼저 제거하세요.</translation>
    </message>
    <message>
        <source>Something is still attached to it. Try again in a minute.</source>
        <translation>아직 연결된 것이 있습니다. 1분 후에 다시 시도하세요.</translation>
    </message>
    <message>
        <source>IAM does not know the user that the role&apos;s trust policy names.</source>
        <translation>역할의 신뢰 정책에 지정된 사용자를 IAM이 인식하지 못합니다.</translation>
    </message>
    <message>
        <source>It takes a few seconds until a new user is known everywhere; or someone has deleted it.</source>
        <translation>새 사용자가 모든 곳에 반영되려면 몇 초 걸립니다. 그사이에 누군가 사용자를 삭제했을 수도 있습니다.</translation>
    </message>
    <message>
        <source>Try again in a few seconds. If it keeps happening, check in IAM whether the user still exists.</source>
        <translation>몇 초 후에 다시 시도하세요. 계속되면 IAM에서 사용자가 아직 있는지 확인하세요.</translation>
    </message>
    <message>
        <source>IAM does not know the new user yet. Try again in a few seconds.</source>
        <translation>IAM이 아직 새 사용자를 인식하지 못합니다. 몇 초 후에 다시 시도하세요.</translation>
    </message>
    <message>
        <source>AWS did not accept these two codes.</source>
        <translation>AWS가 이 두 코드를 받아들이지 않았습니다.</translation>
    </message>
    <message>
        <source>One was mistyped or already used, they are not consecutive, or they belong to another entry in the authenticator app. AWS does not say which.</source>
        <translation>AWS는 다음 네 경우에 모두 같은 응답을 하므로 원인을 특정할 수 없습니다. (1) 코드를 잘못 입력한 경우, (2) 이미 사용한 코드인 경우, (3) 연속된 코드가 아닌 경우, (4) 인증 앱의 다른 항목에 속한 코드인 경우.</translation>
    </message>
    <message>
        <source>Type the code that the phone shows now, then the next one. If AWS refuses those too, check that the phone sets its clock automatically.</source>
        <translation>휴대폰에 지금 표시된 코드와 그다음 코드를 입력하세요. 또 거부되면 휴대폰의 시간 자동 설정이 켜져 있는지 확인하세요.</translation>
    </message>
    <message>
        <source>AWS did not accept these two codes. Type two new ones in a row.</source>
        <translation>AWS가 이 두 코드를 받아들이지 않았습니다. 연속된 새 코드 두 개를 입력하세요.</translation>
    </message>
    <message>
        <source>IAM is still busy with an earlier change to the same thing.</source>
        <translation>IAM이 같은 대상에 대한 이전 변경을 아직 처리하는 중입니다.</translation>
    </message>
    <message>
        <source>Deleting something and creating it again under the same name keeps IAM busy for a few minutes.</source>
        <translation>삭제한 후 같은 이름으로 다시 생성하면 IAM에서 처리하는 데 몇 분 걸립니다.</translation>
    </message>
    <message>
        <source>Try again in a few minutes.</source>
        <translation>몇 분 후에 다시 시도하세요.</translation>
    </message>
    <message>
        <source>IAM is still busy with an earlier change. Try again in a few minutes.</source>
        <translation>IAM이 이전 변경을 아직 처리하는 중입니다. 몇 분 후에 다시 시도하세요.</translation>
    </message>
    <message>
        <source>The profile {profile} is not signed in to IAM Identity Center.</source>
        <translation>{profile} 프로파일이 IAM Identity Center에 로그인되어 있지 않습니다.</translation>
    </message>
    <message>
        <source>The profile is not signed in to IAM Identity Center.</source>
        <translation>프로파일이 IAM Identity Center에 로그인되어 있지 않습니다.</translation>
    </message>
    <message>
        <source>Its single sign-on session has ended, or never started.</source>
        <translation>Single Sign-On 세션이 끝났거나 아직 없습니다.</translation>
    </message>
    <message>
        <source>Run aws sso login --profile {profile} in a terminal, then try again.</source>
        <translation>터미널에서 aws sso login --profile {profile} 명령을 실행한 다음 다시 시도하세요.</translation>
    </message>
    <message>
        <source>Run aws sso login for the profile in a terminal, then try again.</source>
        <translation>터미널에서 이 프로파일로 aws sso login 명령을 실행한 다음 다시 시도하세요.</translation>
    </message>
    <message>
        <source>Not signed in. Run aws sso login --profile {profile}, then try again.</source>
        <translation>로그인되어 있지 않습니다. aws sso login --profile {profile} 명령을 실행한 다음 다시 시도하세요.</translation>
    </message>
    <message>
        <source>Not signed in. Run aws sso login for the profile, then try again.</source>
        <translation>로그인되어 있지 않습니다. 이 프로파일로 aws sso login 명령을 실행한 다음 다시 시도하세요.</translation>
    </message>
    <message>
        <source>The profile {profile} provides no credentials.</source>
        <translation>{profile} 프로파일에서 자격 증명을 받을 수 없습니다.</translation>
    </message>
    <message>
        <source>The profile provides no credentials.</source>
        <translation>프로파일에서 자격 증명을 받을 수 없습니다.</translation>
    </message>
    <message>
        <source>The AWS SDK gives this reason: {detail}.</source>
        <translation>AWS SDK가 알린 이유: {detail}.</translation>
    </message>
    <message>
        <source>Something it needs is missing from the AWS config files.</source>
        <translation>필요한 항목이 AWS 구성 파일에 없습니다.</translation>
    </message>
    <message>
        <source>Check whether aws sts get-caller-identity --profile {profile} works in a terminal. Or choose another profile, or type the keys.</source>
        <translation>터미널에서 aws sts get-caller-identity --profile {profile} 명령이 작동하는지 확인하세요. 또는 다른 프로파일을 선택하거나 키를 입력하세요.</translation>
    </message>
    <message>
        <source>Choose another profile, or type the keys.</source>
        <translation>다른 프로파일을 선택하거나 키를 입력하세요.</translation>
    </message>
    <message>
        <source>The profile {profile} provides no credentials. Choose another one.</source>
        <translation>{profile} 프로파일에서 자격 증명을 받을 수 없습니다. 다른 프로파일을 선택하세요.</translation>
    </message>
    <message>
        <source>The profile provides no credentials. Choose another one.</source>
        <translation>프로파일에서 자격 증명을 받을 수 없습니다. 다른 프로파일을 선택하세요.</translation>
    </message>
    <message>
        <source>These credentials belong to the account {account}, not to {wanted}.</source>
        <translation>이 자격 증명은 {wanted} 계정이 아니라 {account} 계정의 자격 증명입니다.</translation>
    </message>
    <message>
        <source>These credentials belong to another account.</source>
        <translation>이 자격 증명은 다른 계정의 자격 증명입니다.</translation>
    </message>
    <message>
        <source>What was started in one account can only be continued there.</source>
        <translation>한 계정에서 시작한 작업은 그 계정에서만 이어서 진행할 수 있습니다.</translation>
    </message>
    <message>
        <source>Choose the credentials of an administrator of the account {wanted}.</source>
        <translation>{wanted} 계정 관리자의 자격 증명을 선택하세요.</translation>
    </message>
    <message>
        <source>Choose the credentials of an administrator of the right account.</source>
        <translation>해당 계정 관리자의 자격 증명을 선택하세요.</translation>
    </message>
    <message>
        <source>AWS let you assume the role {role_name} without a code.</source>
        <translation>AWS에서 코드 없이도 {role_name} 역할을 수임할 수 있었습니다.</translation>
    </message>
    <message>
        <source>AWS allowed without a code what should require one.</source>
        <translation>AWS가 코드가 필요한 작업을 코드 없이 허용했습니다.</translation>
    </message>
    <message>
        <source>The trust policy of {role_name} lets the user in without MFA, so the access key alone is enough.</source>
        <translation>{role_name} 역할의 신뢰 정책이 MFA 없이 사용자를 허용하므로 액세스 키만 있으면 됩니다.</translation>
    </message>
    <message>
        <source>Another policy gives the user the same permissions without requiring MFA, so the access key alone is enough.</source>
        <translation>다른 정책이 MFA 없이 사용자에게 같은 권한을 부여하므로 액세스 키만 있으면 됩니다.</translation>
    </message>
    <message>
        <source>Do not rely on it. In IAM, give every statement in the trust policy of {role_arn} that names this user the condition Bool aws:MultiFactorAuthPresent true.</source>
        <translation>이 상태로는 MFA로 보호되지 않습니다. IAM에서 {role_arn} 역할의 신뢰 정책을 열어, 이 사용자를 지정한 모든 정책 문에 Bool aws:MultiFactorAuthPresent true 조건을 추가하세요.</translation>
    </message>
    <message>
        <source>Do not rely on it. In IAM, check which other policies the user and its groups have, and remove what allows S3 without MFA.</source>
        <translation>이 상태로는 MFA로 보호되지 않습니다. IAM에서 사용자와 사용자 그룹에 어떤 다른 정책이 있는지 확인하고, MFA 없이 S3를 허용하는 부분을 제거하세요.</translation>
    </message>
    <message>
        <source>AWS asked for no code: this access is not protected by MFA.</source>
        <translation>AWS가 코드를 요구하지 않았습니다. 이 액세스는 MFA로 보호되지 않습니다.</translation>
    </message>
    <message>
        <source>AWS did not accept that code.</source>
        <translation>AWS가 코드를 받아들이지 않았습니다.</translation>
    </message>
    <message>
        <source>It was mistyped, already used, too old, or from another device. AWS does not say which.</source>
        <translation>잘못 입력했거나, 이미 사용했거나, 너무 오래되었거나, 다른 디바이스의 코드입니다. AWS는 이를 구별해 알려 주지 않습니다.</translation>
    </message>
    <message>
        <source>Type the code that the device shows now. If AWS refuses that too, check that the entry in your authenticator app is for this device and that the phone sets its clock automatically.</source>
        <translation>디바이스에 지금 표시된 코드를 입력하세요. 또 거부되면 인증 앱의 항목이 이 디바이스의 것인지, 휴대폰의 시간 자동 설정이 켜져 있는지 확인하세요.</translation>
    </message>
    <message>
        <source>AWS refused code {code}: it is wrong, too old or was already used. Type the one shown now; the next appears in {seconds} s.</source>
        <translation>AWS가 코드를 거부했습니다({code}). 틀렸거나 너무 오래되었거나 이미 사용한 코드입니다. 지금 표시된 코드를 입력하세요. 다음 코드는 {seconds}초 후에 표시됩니다.</translation>
    </message>
    <message>
        <source>AWS refused code {code}: it is wrong, too old or was already used.</source>
        <translation>AWS가 코드를 거부했습니다({code}). 틀렸거나 너무 오래되었거나 이미 사용한 코드입니다.</translation>
    </message>
    <message>
        <source>AWS refused the code. Type the one shown now; the next appears in {seconds} s.</source>
        <translation>AWS가 코드를 거부했습니다. 지금 표시된 코드를 입력하세요. 다음 코드는 {seconds}초 후에 표시됩니다.</translation>
    </message>
    <message>
        <source>AWS refused the code: it is wrong, too old or was already used.</source>
        <translation>AWS가 코드를 거부했습니다. 틀렸거나 너무 오래되었거나 이미 사용한 코드입니다.</translation>
    </message>
    <message>
        <source>AWS did not let you assume {role_name}. Check its name and trust policy, your permissions and your MFA device.</source>
        <translation>AWS가 {role_name} 역할 수임을 허용하지 않았습니다. 역할 이름, 신뢰 정책, 권한, MFA 디바이스를 확인하세요.</translation>
    </message>
    <message>
        <source>AWS did not let you assume the role. Check its name and trust policy, your permissions and your MFA device.</source>
        <translation>AWS가 역할 수임을 허용하지 않았습니다. 역할 이름, 신뢰 정책, 권한, MFA 디바이스를 확인하세요.</translation>
    </message>
    <message>
        <source>This code was already used, so it was not sent again.</source>
        <translation>이미 사용한 코드이므로 다시 보내지 않았습니다.</translation>
    </message>
    <message>
        <source>AWS accepts each code once, across all profiles and programs that share the device.</source>
        <translation>AWS는 각 코드를 한 번만 받습니다. 디바이스를 함께 쓰는 모든 프로파일과 프로그램에 해당합니다.</translation>
    </message>
    <message>
        <source>Type the next code. It appears at {next_time}.</source>
        <translation>다음 코드를 입력하세요. {next_time}에 표시됩니다.</translation>
    </message>
    <message>
        <source>Type the code that the device shows now.</source>
        <translation>디바이스에 지금 표시된 코드를 입력하세요.</translation>
    </message>
    <message>
        <source>Code {code} was already used. The next one appears in {seconds} s.</source>
        <translation>이미 사용한 코드입니다({code}). 다음 코드는 {seconds}초 후에 표시됩니다.</translation>
    </message>
    <message>
        <source>Code {code} was already used. Type the next one.</source>
        <translation>이미 사용한 코드입니다({code}). 다음 코드를 입력하세요.</translation>
    </message>
    <message>
        <source>This code was already used. The next one appears in {seconds} s.</source>
        <translation>이미 사용한 코드입니다. 다음 코드는 {seconds}초 후에 표시됩니다.</translation>
    </message>
    <message>
        <source>This code was already used. Type the next one.</source>
        <translation>이미 사용한 코드입니다. 다음 코드를 입력하세요.</translation>
    </message>
    <message>
        <source>AWS could not check a code from the device {serial}.</source>
        <translation>AWS가 {serial} 디바이스의 코드를 확인할 수 없습니다.</translation>
    </message>
    <message>
        <source>This code was already sent, so it was not sent again.</source>
        <translation>이미 보낸 코드이므로 다시 보내지 않았습니다.</translation>
    </message>
    <message>
        <source>Code {code} was already sent. The next one appears in {seconds} s.</source>
        <translation>이미 보낸 코드입니다({code}). 다음 코드는 {seconds}초 후에 표시됩니다.</translation>
    </message>
    <message>
        <source>Code {code} was already sent. Type the next one.</source>
        <translation>이미 보낸 코드입니다({code}). 다음 코드를 입력하세요.</translation>
    </message>
    <message>
        <source>This code was already sent. The next one appears in {seconds} s.</source>
        <translation>이미 보낸 코드입니다. 다음 코드는 {seconds}초 후에 표시됩니다.</translation>
    </message>
    <message>
        <source>This code was already sent. Type the next one.</source>
        <translation>이미 보낸 코드입니다. 다음 코드를 입력하세요.</translation>
    </message>
    <message>
        <source>AWS could not check a code from this MFA device.</source>
        <translation>AWS가 이 MFA 디바이스의 코드를 확인할 수 없습니다.</translation>
    </message>
    <message>
        <source>{user_serial} is the ARN of a user, not of an MFA device. A device&apos;s ARN has :mfa/ where this one has :user/.</source>
        <translation>{user_serial} 값은 MFA 디바이스가 아니라 사용자의 ARN입니다. 디바이스의 ARN에는 :user/ 자리에 :mfa/가 있습니다.</translation>
    </message>
    <message>
        <source>{passkey_serial} is a passkey or security key. It has no six-digit codes, and AWS accepts nothing else here.</source>
        <translation>{passkey_serial} 디바이스는 패스키 또는 보안 키입니다. 6자리 코드를 만들지 않으며, AWS는 여기서 6자리 코드만 받습니다.</translation>
    </message>
    <message>
        <source>AWS gives the same answer in four cases: the serial is not that of one of this user&apos;s devices, the device was added only seconds ago, it was removed, or too many codes were tried within three minutes.</source>
        <translation>AWS는 다음 네 경우에 모두 같은 응답을 하므로 원인을 특정할 수 없습니다. (1) 이 사용자의 디바이스 일련 번호가 아닌 경우, (2) 디바이스를 불과 몇 초 전에 추가한 경우, (3) 디바이스가 제거된 경우, (4) 3분 안에 코드를 너무 많이 시도한 경우.</translation>
    </message>
    <message>
        <source>Edit the profile and look up the device, or copy its ARN from the user&apos;s Security credentials in IAM. A device can have another name than its user, so changing {user_serial} to :mfa/ may not be enough.</source>
        <translation>프로파일을 편집하여 디바이스를 조회하거나, IAM에서 사용자의 ‘보안 자격 증명’에 있는 ARN을 복사하세요. 디바이스 이름은 사용자 이름과 다를 수 있으므로, {user_serial} 값에서 :user/를 :mfa/로 바꾸기만 해서는 안 될 수 있습니다.</translation>
    </message>
    <message>
        <source>Choose a virtual or hardware MFA device instead of {passkey_serial}. A user can have up to eight devices, so you can add an authenticator app next to the passkey.</source>
        <translation>{passkey_serial} 대신 가상 또는 하드웨어 MFA 디바이스를 선택하세요. 사용자당 디바이스를 최대 8개까지 등록할 수 있으므로 패스키 외에 인증 앱을 추가할 수 있습니다.</translation>
    </message>
    <message>
        <source>Compare {serial} with the serial that IAM shows under the user&apos;s Security credentials: the part after :mfa/ is the device&apos;s name, not the user&apos;s. If it is right, wait half a minute and type a new code.</source>
        <translation>{serial} 값을 IAM에서 사용자의 ‘보안 자격 증명’에 표시된 일련 번호와 비교하세요. :mfa/ 다음은 사용자 이름이 아니라 디바이스 이름입니다. 일치하면 30초 기다린 다음 새 코드를 입력하세요.</translation>
    </message>
    <message>
        <source>Compare the profile&apos;s device with the serial that IAM shows under the user&apos;s Security credentials. If it is right, wait half a minute and type a new code.</source>
        <translation>프로파일의 디바이스를 IAM에서 사용자의 ‘보안 자격 증명’에 표시된 일련 번호와 비교하세요. 일치하면 30초 기다린 다음 새 코드를 입력하세요.</translation>
    </message>
    <message>
        <source>{user_serial} is a user, not an MFA device. Edit the profile&apos;s device.</source>
        <translation>{user_serial} 값은 MFA 디바이스가 아니라 사용자입니다. 프로파일의 디바이스를 수정하세요.</translation>
    </message>
    <message>
        <source>A passkey has no codes that AWS could check. Choose another device.</source>
        <translation>AWS는 패스키의 코드를 확인할 수 없습니다. 다른 디바이스를 선택하세요.</translation>
    </message>
    <message>
        <source>AWS finds no device {device_name} for this user. Check its serial, or try a new code.</source>
        <translation>AWS에서 이 사용자의 {device_name} 디바이스를 찾을 수 없습니다. 일련 번호를 확인하거나 새 코드로 시도하세요.</translation>
    </message>
    <message>
        <source>AWS finds no such device for this user. Check its serial, or try a new code.</source>
        <translation>AWS에서 이 사용자의 해당 디바이스를 찾을 수 없습니다. 일련 번호를 확인하거나 새 코드로 시도하세요.</translation>
    </message>
    <message>
        <source>Too many codes from {device_name} were tried in a short time.</source>
        <translation>짧은 시간에 {device_name} 디바이스의 코드를 너무 많이 시도했습니다.</translation>
    </message>
    <message>
        <source>Too many codes from this device were tried in a short time.</source>
        <translation>짧은 시간에 이 디바이스의 코드를 너무 많이 시도했습니다.</translation>
    </message>
    <message>
        <source>AWS checks only a few codes per device within three minutes; after that it refuses even correct ones.</source>
        <translation>AWS는 3분 동안 디바이스의 코드를 몇 개만 확인하며, 그 후에는 올바른 코드도 거부합니다.</translation>
    </message>
    <message>
        <source>Wait until {until_time}, then type a new code.</source>
        <translation>{until_time}까지 기다린 다음 새 코드를 입력하세요.</translation>
    </message>
    <message>
        <source>Wait three minutes, then type a new code.</source>
        <translation>3분 기다린 다음 새 코드를 입력하세요.</translation>
    </message>
    <message>
        <source>Too many codes were tried. AWS accepts the next one from {until_time}.</source>
        <translation>코드를 너무 많이 시도했습니다. {until_time}부터 다음 코드를 사용할 수 있습니다.</translation>
    </message>
    <message>
        <source>Too many codes were tried. AWS accepts the next one in {seconds} s.</source>
        <translation>코드를 너무 많이 시도했습니다. {seconds}초 후에 다음 코드를 사용할 수 있습니다.</translation>
    </message>
    <message>
        <source>Too many codes were tried. Wait three minutes before the next one.</source>
        <translation>코드를 너무 많이 시도했습니다. 3분 기다린 다음 새 코드를 입력하세요.</translation>
    </message>
    <message>
        <source>That is not a code that AWS accepts.</source>
        <translation>AWS에서 사용할 수 없는 코드입니다.</translation>
    </message>
    <message>
        <source>A code has exactly six digits. The long text that a security key types when touched is not one.</source>
        <translation>코드는 정확히 6자리입니다. 보안 키를 터치하면 입력되는 긴 텍스트는 코드가 아닙니다.</translation>
    </message>
    <message>
        <source>Type the six digits that the authenticator app or token shows now.</source>
        <translation>인증 앱이나 토큰에 지금 표시된 숫자 6자리를 입력하세요.</translation>
    </message>
    <message>
        <source>A code has exactly six digits. Type the one that the device shows now.</source>
        <translation>코드는 정확히 6자리입니다. 디바이스에 지금 표시된 코드를 입력하세요.</translation>
    </message>
    <message>
        <source>A code from {device_name} is needed.</source>
        <translation>{device_name} 디바이스의 코드가 필요합니다.</translation>
    </message>
    <message>
        <source>A code from your MFA device is needed.</source>
        <translation>MFA 디바이스의 코드가 필요합니다.</translation>
    </message>
    <message>
        <source>There is no valid MFA session that would do without one.</source>
        <translation>코드를 대신할 수 있는 유효한 MFA 세션이 없습니다.</translation>
    </message>
    <message>
        <source>AWS did not let {caller_name} assume the role {role_name}.</source>
        <translation>AWS가 {caller_name}의 {role_name} 역할 수임을 허용하지 않았습니다.</translation>
    </message>
    <message>
        <source>AWS did not let you assume the role {role_name}.</source>
        <translation>AWS가 {role_name} 역할 수임을 허용하지 않았습니다.</translation>
    </message>
    <message>
        <source>AWS did not let you assume the role.</source>
        <translation>AWS가 역할 수임을 허용하지 않았습니다.</translation>
    </message>
    <message>
        <source>AWS gives the same answer in four cases and does not say which it is: {role_name} requires MFA and no code was sent, its trust policy does not name you, you lack the permission sts:AssumeRole, or account {account} has no role of that name.</source>
        <translation>AWS는 다음 네 경우에 모두 같은 응답을 하므로 원인을 특정할 수 없습니다. (1) {role_name} 역할에 MFA가 필요한데 코드를 보내지 않은 경우, (2) 신뢰 정책에 사용자가 지정되어 있지 않은 경우, (3) sts:AssumeRole 권한이 없는 경우, (4) {account} 계정에 그런 이름의 역할이 없는 경우.</translation>
    </message>
    <message>
        <source>AWS gives the same answer in four cases and does not say which it is: the role requires MFA and no code was sent, its trust policy does not name you, you lack the permission sts:AssumeRole, or there is no role of that name.</source>
        <translation>AWS는 다음 네 경우에 모두 같은 응답을 하므로 원인을 특정할 수 없습니다. (1) 역할에 MFA가 필요한데 코드를 보내지 않은 경우, (2) 신뢰 정책에 사용자가 지정되어 있지 않은 경우, (3) sts:AssumeRole 권한이 없는 경우, (4) 그런 이름의 역할이 없는 경우.</translation>
    </message>
    <message>
        <source>Check the name and account in {role_arn}, and that the profile names your MFA device. If they are right, ask the role&apos;s owner whether its trust policy names {caller} and whether a policy allows that user sts:AssumeRole. After a change within the last minute, just try again.</source>
        <translation>{role_arn} 값의 이름과 계정이 맞는지, 프로파일에 MFA 디바이스가 지정되어 있는지 확인하세요. 모두 맞으면 역할 소유자에게 신뢰 정책에 {caller} 사용자가 지정되어 있는지, 그 사용자에게 sts:AssumeRole을 허용하는 정책이 있는지 문의하세요. 최근 1분 이내에 변경했다면 잠시 후 다시 시도하세요.</translation>
    </message>
    <message>
        <source>Check the name and account in {role_arn}, and that the profile names your MFA device. If they are right, ask the role&apos;s owner whether its trust policy names you and whether a policy allows you sts:AssumeRole. After a change within the last minute, just try again.</source>
        <translation>{role_arn} 값의 이름과 계정이 맞는지, 프로파일에 MFA 디바이스가 지정되어 있는지 확인하세요. 모두 맞으면 역할 소유자에게 신뢰 정책에 본인의 사용자가 지정되어 있는지, 그 사용자에게 sts:AssumeRole을 허용하는 정책이 있는지 문의하세요. 최근 1분 이내에 변경했다면 잠시 후 다시 시도하세요.</translation>
    </message>
    <message>
        <source>Check the profile&apos;s role and MFA device. If they are right, ask the role&apos;s owner whether its trust policy names you and whether a policy allows you sts:AssumeRole. After a change within the last minute, just try again.</source>
        <translation>프로파일의 역할과 MFA 디바이스를 확인하세요. 모두 맞으면 역할 소유자에게 신뢰 정책에 본인의 사용자가 지정되어 있는지, 그 사용자에게 sts:AssumeRole을 허용하는 정책이 있는지 문의하세요. 최근 1분 이내에 변경했다면 잠시 후 다시 시도하세요.</translation>
    </message>
    <message>
        <source>These keys belong to the account&apos;s root user.</source>
        <translation>계정 루트 사용자의 키입니다.</translation>
    </message>
    <message>
        <source>A root user cannot assume roles, and a root key can do everything: whoever finds it owns the account. It should not exist at all.</source>
        <translation>AWS에서 루트 사용자는 역할을 수임할 수 없습니다. 루트 키로는 모든 작업을 할 수 있으므로 누군가 키를 손에 넣으면 계정 전체를 차지하게 됩니다. 루트 키는 아예 없어야 합니다.</translation>
    </message>
    <message>
        <source>Use the credentials of an IAM user or a role instead. In the console, delete the root user&apos;s access key under Security credentials.</source>
        <translation>대신 IAM 사용자나 역할의 자격 증명을 사용하세요. 콘솔의 ‘보안 자격 증명’에서 루트 사용자의 액세스 키를 삭제하세요.</translation>
    </message>
    <message>
        <source>These are the root user&apos;s keys. Use those of an IAM user or a role.</source>
        <translation>루트 사용자의 키입니다. IAM 사용자나 역할의 키를 사용하세요.</translation>
    </message>
    <message>
        <source>The role does not allow sessions of {asked_span}.</source>
        <translation>역할이 {asked_span} 길이의 세션을 허용하지 않습니다.</translation>
    </message>
    <message>
        <source>The role does not allow sessions that long.</source>
        <translation>역할이 그렇게 긴 세션을 허용하지 않습니다.</translation>
    </message>
    <message>
        <source>Its maximum session duration is {maximum_span}.</source>
        <translation>역할의 최대 세션 기간은 {maximum_span}입니다.</translation>
    </message>
    <message>
        <source>Each role has a maximum session duration of 1 to 12 hours: 1 hour unless it was raised.</source>
        <translation>역할마다 1~12시간의 최대 세션 기간이 있으며, 늘리지 않았다면 1시간입니다.</translation>
    </message>
    <message>
        <source>Choose {maximum_span} or less and type a new code: the last one is used up.</source>
        <translation>{maximum_span} 이하를 선택하고 새 코드를 입력하세요. 방금 보낸 코드는 이미 사용되었습니다.</translation>
    </message>
    <message>
        <source>Choose 1 hour and type a new code: the last one is used up.</source>
        <translation>1시간을 선택하고 새 코드를 입력하세요. 방금 보낸 코드는 이미 사용되었습니다.</translation>
    </message>
    <message>
        <source>The role allows {maximum_span} at most. Choose that and type a new code.</source>
        <translation>역할이 허용하는 시간은 최대 {maximum_span}입니다. 그 시간을 선택하고 새 코드를 입력하세요.</translation>
    </message>
    <message>
        <source>The role does not allow sessions that long. Choose 1 hour and type a new code.</source>
        <translation>역할이 그렇게 긴 세션을 허용하지 않습니다. 1시간을 선택하고 새 코드를 입력하세요.</translation>
    </message>
    <message>
        <source>A role assumed from an MFA session lasts one hour at most.</source>
        <translation>MFA 세션에서 수임한 역할은 최대 1시간 동안 유효합니다.</translation>
    </message>
    <message>
        <source>AWS calls this role chaining, and a higher maximum on the role does not lift the limit.</source>
        <translation>AWS에서는 이를 역할 체인(role chaining)이라고 하며, 역할 자체의 최대 세션 기간을 늘려도 이 제한은 그대로입니다.</translation>
    </message>
    <message>
        <source>Choose 1 hour: it renews without a code while the MFA session lasts. For longer sessions, have the profile assume the role directly, with a code each time.</source>
        <translation>1시간을 선택하세요. MFA 세션이 유지되는 동안 코드 없이 갱신됩니다. 더 길게 사용하려면 프로파일에서 매번 코드를 입력해 역할을 직접 수임하게 하세요.</translation>
    </message>
    <message>
        <source>AWS does not issue credentials for {asked_span}.</source>
        <translation>AWS는 유효 시간이 {asked_span}인 자격 증명을 발급하지 않습니다.</translation>
    </message>
    <message>
        <source>AWS does not issue credentials for that length of time.</source>
        <translation>AWS는 그런 유효 시간의 자격 증명을 발급하지 않습니다.</translation>
    </message>
    <message>
        <source>A role&apos;s credentials last from 15 minutes to 12 hours, a session token&apos;s up to 36 hours.</source>
        <translation>역할의 자격 증명은 15분에서 12시간까지, 세션 토큰은 최대 36시간까지 유효합니다.</translation>
    </message>
    <message>
        <source>Choose another duration and type a new code.</source>
        <translation>다른 유효 시간을 선택하고 새 코드를 입력하세요.</translation>
    </message>
    <message>
        <source>AWS does not issue session tokens for temporary keys.</source>
        <translation>AWS는 임시 키로 세션 토큰을 발급하지 않습니다.</translation>
    </message>
    <message>
        <source>GetSessionToken accepts only the long-term access key of an IAM user, which begins with AKIA.</source>
        <translation>GetSessionToken에는 AKIA로 시작하는 IAM 사용자의 장기 액세스 키만 사용할 수 있습니다.</translation>
    </message>
    <message>
        <source>Edit the profile and enter the user&apos;s own access key.</source>
        <translation>프로파일을 편집하여 사용자 자신의 액세스 키를 입력하세요.</translation>
    </message>
    <message>
        <source>The profile&apos;s session policy is too large for AWS.</source>
        <translation>프로파일의 세션 정책이 AWS에서 허용하는 크기보다 큽니다.</translation>
    </message>
    <message>
        <source>AWS packs session policies and tags together, and limits the packed size.</source>
        <translation>AWS는 세션 정책과 태그를 함께 압축하며, 압축된 크기에도 별도의 제한이 있습니다.</translation>
    </message>
    <message>
        <source>Edit the profile and shorten the policy, or remove it.</source>
        <translation>프로파일을 편집하여 정책을 줄이거나 제거하세요.</translation>
    </message>
    <message>
        <source>AWS cannot read the profile&apos;s session policy.</source>
        <translation>AWS가 프로파일의 세션 정책을 읽을 수 없습니다.</translation>
    </message>
    <message>
        <source>It is not a valid IAM policy document. The details may say where the error is.</source>
        <translation>유효한 IAM 정책 문서가 아닙니다. 세부 정보에 오류 위치가 있을 수 있습니다.</translation>
    </message>
    <message>
        <source>Edit the profile and correct the policy, or remove it.</source>
        <translation>프로파일을 편집하여 정책을 수정하거나 제거하세요.</translation>
    </message>
    <message>
        <source>AWS has already refused this code, so it was not sent again.</source>
        <translation>AWS가 이미 거부한 코드이므로 다시 보내지 않았습니다.</translation>
    </message>
    <message>
        <source>It was mistyped, too old, or from another device. Sending it again would use up one more of the few tries that AWS allows.</source>
        <translation>잘못 입력했거나, 너무 오래되었거나, 다른 디바이스의 코드입니다. 다시 보내면 AWS가 허용하는 몇 번 안 되는 시도 횟수를 한 번 더 쓰게 됩니다.</translation>
    </message>
    <message>
        <source>Compare it with the device, or type the next code, which appears at {next_time}. If AWS refuses that too, check that the entry in your authenticator app is for this device and that the phone sets its clock automatically.</source>
        <translation>디바이스에 표시된 코드와 비교하거나, {next_time}에 표시되는 다음 코드를 입력하세요. 또 거부되면 인증 앱의 항목이 이 디바이스의 것인지, 휴대폰의 시간 자동 설정이 켜져 있는지 확인하세요.</translation>
    </message>
    <message>
        <source>AWS has already refused code {code}. Check your device; the next code appears in {seconds} s.</source>
        <translation>AWS가 이미 거부한 코드입니다({code}). 디바이스를 확인하세요. 다음 코드는 {seconds}초 후에 표시됩니다.</translation>
    </message>
    <message>
        <source>AWS has already refused this code. Check your device; the next code appears in {seconds} s.</source>
        <translation>AWS가 이미 거부한 코드입니다. 디바이스를 확인하세요. 다음 코드는 {seconds}초 후에 표시됩니다.</translation>
    </message>
    <message>
        <source>AWS has already refused code {code}. Type the one shown now.</source>
        <translation>AWS가 이미 거부한 코드입니다({code}). 지금 표시된 코드를 입력하세요.</translation>
    </message>
    <message>
        <source>AWS has already refused this code. Type the one shown now.</source>
        <translation>AWS가 이미 거부한 코드입니다. 지금 표시된 코드를 입력하세요.</translation>
    </message>
    <message>
        <source>{0} min {1} s</source>
        <translation>{0}분 {1}초</translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation>{0}분</translation>
    </message>
</context>
<context>
    <name>ProfileDialog</name>
    <message>
        <source>Edit {0}</source>
        <translation>{0} 프로파일 편집</translation>
    </message>
    <message>
        <source>Add a profile</source>
        <translation>프로파일 추가</translation>
    </message>
    <message>
        <source>What to get with the source&apos;s credentials, and the MFA device whose codes AWS asks for.</source>
        <translation>소스 프로파일의 자격 증명으로 받을 자격 증명의 종류와 코드를 표시하는 MFA 디바이스를 입력하세요.</translation>
    </message>
    <message>
        <source>Your access key, what to get with it, and the MFA device whose codes AWS asks for.</source>
        <translation>액세스 키, 받을 자격 증명의 종류, 코드를 표시하는 MFA 디바이스를 입력하세요.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>저장(&amp;S)</translation>
    </message>
    <message>
        <source>Save the profile</source>
        <translation>프로파일 저장</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>저장하는 중…</translation>
    </message>
    <message>
        <source>&amp;Import from AWS config files…</source>
        <translation>AWS 구성 파일에서 가져오기(&amp;I)…</translation>
    </message>
</context>
<context>
    <name>ProfileFields</name>
    <message>
        <source>&amp;More options</source>
        <translation>추가 옵션(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>이름(&amp;N)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Source profile</source>
        <translation>소스 프로파일</translation>
    </message>
    <message>
        <source>From the AWS config files: its credentials assume the role.</source>
        <translation>AWS 구성 파일의 프로파일이며, 그 자격 증명으로 역할을 수임합니다.</translation>
    </message>
    <message>
        <source>Access &amp;key ID</source>
        <translation>액세스 키 ID(&amp;K)</translation>
    </message>
    <message>
        <source>Access key ID</source>
        <translation>액세스 키 ID</translation>
    </message>
    <message>
        <source>The IAM user&apos;s own long-term key; it begins with AKIA.</source>
        <translation>AKIA로 시작하는 IAM 사용자 자신의 장기 키입니다.</translation>
    </message>
    <message>
        <source>Show the secret access key</source>
        <translation>비밀 액세스 키 표시</translation>
    </message>
    <message>
        <source>Sho&amp;w</source>
        <translation>표시(&amp;W)</translation>
    </message>
    <message>
        <source>S&amp;ecret access key</source>
        <translation>비밀 액세스 키(&amp;E)</translation>
    </message>
    <message>
        <source>Secret access key</source>
        <translation>비밀 액세스 키</translation>
    </message>
    <message>
        <source>What the credentials are for</source>
        <translation>자격 증명의 대상</translation>
    </message>
    <message>
        <source>Credentials f&amp;or</source>
        <translation>받을 자격 증명(&amp;O)</translation>
    </message>
    <message>
        <source>Through</source>
        <translation>경유 역할</translation>
    </message>
    <message>
        <source>A role that another role assumes lasts an hour at most.</source>
        <translation>다른 역할이 수임하는 역할은 AWS에서 최대 1시간 동안 유효합니다.</translation>
    </message>
    <message>
        <source>&amp;Role ARN</source>
        <translation>역할 ARN(&amp;R)</translation>
    </message>
    <message>
        <source>ARN of the role</source>
        <translation>역할의 ARN</translation>
    </message>
    <message>
        <source>Look up your MFA devices in AWS</source>
        <translation>AWS에서 MFA 디바이스 조회</translation>
    </message>
    <message>
        <source>M&amp;FA device</source>
        <translation>MFA 디바이스(&amp;F)</translation>
    </message>
    <message>
        <source>MFA device</source>
        <translation>MFA 디바이스</translation>
    </message>
    <message>
        <source>Dura&amp;tion</source>
        <translation>유효 시간(&amp;T)</translation>
    </message>
    <message>
        <source>How long the credentials last</source>
        <translation>자격 증명의 유효 시간</translation>
    </message>
    <message>
        <source>Re&amp;gion</source>
        <translation>리전(&amp;G)</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>리전</translation>
    </message>
    <message>
        <source>Session name</source>
        <translation>세션 이름</translation>
    </message>
    <message>
        <source>CloudTrail shows what the role did under this name.</source>
        <translation>CloudTrail에서 역할이 한 작업에 이 이름이 표시됩니다.</translation>
    </message>
    <message>
        <source>External ID</source>
        <translation>외부 ID</translation>
    </message>
    <message>
        <source>Only if the role&apos;s trust policy requires one.</source>
        <translation>역할의 신뢰 정책이 요구하는 경우에만 입력합니다.</translation>
    </message>
    <message>
        <source>MFA session lasts</source>
        <translation>MFA 세션 유효 시간</translation>
    </message>
    <message>
        <source>How long the MFA session lasts</source>
        <translation>MFA 세션의 유효 시간</translation>
    </message>
    <message>
        <source>Until then, the role renews without another code.</source>
        <translation>그때까지 추가 코드 없이 역할이 갱신됩니다.</translation>
    </message>
    <message>
        <source>Session policy</source>
        <translation>세션 정책</translation>
    </message>
    <message>
        <source>A JSON policy that limits what the role may do.</source>
        <translation>역할이 할 수 있는 작업을 제한하는 JSON 정책입니다.</translation>
    </message>
    <message>
        <source>&amp;Hide</source>
        <translation>숨기기(&amp;H)</translation>
    </message>
    <message>
        <source>{0} if left empty</source>
        <translation>비워 두면 {0}</translation>
    </message>
    <message>
        <source>Already in the keyring. Leave this empty to keep it.</source>
        <translation>이미 키링에 있습니다. 그대로 쓰려면 비워 두세요.</translation>
    </message>
    <message>
        <source>Goes into the keyring and nowhere else.</source>
        <translation>키링에만 저장됩니다.</translation>
    </message>
</context>
<context>
    <name>ProfileList</name>
    <message>
        <source>Profiles</source>
        <translation>프로파일</translation>
    </message>
    <message>
        <source>No profiles yet</source>
        <translation>프로파일이 아직 없습니다</translation>
    </message>
    <message>
        <source>&amp;Edit profile…</source>
        <translation>프로파일 편집(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Remove profile…</source>
        <translation>프로파일 제거(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;MFA devices…</source>
        <translation>MFA 디바이스(&amp;M)…</translation>
    </message>
    <message>
        <source>Remove from &amp;AWS…</source>
        <translation>AWS에서 제거(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Forget credentials of all profiles</source>
        <translation>모든 프로파일의 자격 증명 지우기(&amp;F)</translation>
    </message>
</context>
<context>
    <name>ProfilePage</name>
    <message>
        <source>What to see of this profile</source>
        <translation>이 프로파일에서 볼 내용</translation>
    </message>
</context>
<context>
    <name>ProfileTabs</name>
    <message>
        <source>&amp;Edit profile…</source>
        <translation>프로파일 편집(&amp;E)…</translation>
    </message>
    <message>
        <source>Re&amp;move profile…</source>
        <translation>프로파일 제거(&amp;M)…</translation>
    </message>
    <message>
        <source>M&amp;FA devices…</source>
        <translation>MFA 디바이스(&amp;F)…</translation>
    </message>
    <message>
        <source>Automat&amp;ic codes…</source>
        <translation>코드 자동 생성(&amp;I)…</translation>
    </message>
    <message>
        <source>Change access &amp;key…</source>
        <translation>액세스 키 교체(&amp;K)…</translation>
    </message>
    <message>
        <source>Remove from A&amp;WS…</source>
        <translation>AWS에서 제거(&amp;W)…</translation>
    </message>
    <message>
        <source>&amp;Buckets</source>
        <translation>버킷(&amp;B)</translation>
    </message>
    <message>
        <source>Use elsew&amp;here</source>
        <translation>다른 도구에서 사용(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>세부 정보(&amp;D)</translation>
    </message>
    <message>
        <source>Acti&amp;vity</source>
        <translation>활동(&amp;V)</translation>
    </message>
</context>
<context>
    <name>Profiles</name>
    <message>
        <source>session token · {0}</source>
        <translation>세션 토큰 · {0}</translation>
    </message>
    <message>
        <source>role {0} · {1}</source>
        <translation>역할 {0} · {1}</translation>
    </message>
    <message>
        <source>session token</source>
        <translation>세션 토큰</translation>
    </message>
    <message>
        <source>role {0}</source>
        <translation>역할 {0}</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>만료됨</translation>
    </message>
    <message>
        <source>{0}, {1}, expired</source>
        <translation>{0}, {1}, 만료됨</translation>
    </message>
    <message>
        <source>{0}, {1}, no credentials</source>
        <translation>{0}, {1}, 자격 증명 없음</translation>
    </message>
    <message>
        <source>{0}, {1}, {2} left</source>
        <translation>{0}, {1}, {2} 남음</translation>
    </message>
</context>
<context>
    <name>Progress</name>
    <message>
        <source>AWS does not know the access key yet</source>
        <translation>AWS가 아직 액세스 키를 인식하지 못함</translation>
    </message>
    <message>
        <source>AWS does not know the new user yet</source>
        <translation>AWS가 아직 새 사용자를 인식하지 못함</translation>
    </message>
    <message>
        <source>it has not reached all of AWS yet</source>
        <translation>아직 AWS 전체에 반영되지 않음</translation>
    </message>
    <message>
        <source>AWS does not know the new device yet</source>
        <translation>AWS가 아직 새 디바이스를 인식하지 못함</translation>
    </message>
    <message>
        <source>the permission has not reached all of AWS yet</source>
        <translation>권한이 아직 AWS 전체에 반영되지 않음</translation>
    </message>
    <message>
        <source>AWS is still busy with an earlier change</source>
        <translation>AWS가 이전 변경을 아직 처리하는 중</translation>
    </message>
    <message>
        <source>AWS still sees something attached to it</source>
        <translation>AWS에 아직 연결된 것이 있음</translation>
    </message>
    <message>
        <source>AWS is limiting requests</source>
        <translation>AWS에서 요청 속도를 제한함</translation>
    </message>
    <message>
        <source>AWS had an internal error</source>
        <translation>AWS 내부 오류</translation>
    </message>
    <message>
        <source>this computer seems to be offline</source>
        <translation>이 컴퓨터가 오프라인인 것 같음</translation>
    </message>
    <message>
        <source>AWS cannot be reached</source>
        <translation>AWS에 연결할 수 없음</translation>
    </message>
    <message>
        <source>AWS did not answer in time</source>
        <translation>AWS 응답 시간 초과</translation>
    </message>
    <message>
        <source>the secure connection could not be trusted</source>
        <translation>보안 연결을 신뢰할 수 없음</translation>
    </message>
    <message>
        <source>the proxy blocked it</source>
        <translation>프록시가 연결을 통과시키지 않음</translation>
    </message>
    <message>
        <source>something other than AWS answered</source>
        <translation>AWS가 아닌 서버가 응답함</translation>
    </message>
    <message>
        <source>the answer was lost</source>
        <translation>응답을 받지 못함</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>대기 중</translation>
    </message>
    <message>
        <source>in progress</source>
        <translation>진행 중</translation>
    </message>
    <message>
        <source>done</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>being undone</source>
        <translation>되돌리는 중</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>되돌림</translation>
    </message>
    <message>
        <source>left over</source>
        <translation>남음</translation>
    </message>
    <message>
        <source>{0} · {1}</source>
        <comment>an ARN, what went wrong</comment>
        <translation>{0} · {1}</translation>
    </message>
    <message>
        <source>Never created</source>
        <translation>생성한 적 없음</translation>
    </message>
    <message>
        <source>AWS is not ready yet</source>
        <translation>AWS가 아직 준비되지 않음</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>되돌림</translation>
    </message>
    <message>
        <source>{0}, try {1} · {2} · usually under {3} s</source>
        <translation>{0}, 시도 {1}회차 · {2} · 보통 {3}초 미만</translation>
    </message>
    <message>
        <source>{0}, try {1} · {2}</source>
        <comment>a call, its number, why again</comment>
        <translation>{0}, 시도 {1}회차 · {2}</translation>
    </message>
    <message>
        <source>{0} · {1}</source>
        <comment>a call, what went wrong</comment>
        <translation>{0} · {1}</translation>
    </message>
    <message>
        <source>Undoing: {0}</source>
        <translation>되돌리는 중: {0}</translation>
    </message>
</context>
<context>
    <name>Prompting</name>
    <message>
        <source>To get temporary credentials</source>
        <translation>임시 보안 자격 증명 발급용</translation>
    </message>
    <message>
        <source>Its credentials have expired</source>
        <translation>자격 증명이 만료되었습니다</translation>
    </message>
    <message>
        <source>Its credentials expire in {0}</source>
        <translation>자격 증명이 {0} 후에 만료됩니다</translation>
    </message>
    <message>
        <source>Renew {0}</source>
        <translation>{0} 갱신</translation>
    </message>
    <message>
        <source>{0} needs a code</source>
        <translation>{0}에 코드가 필요합니다</translation>
    </message>
</context>
<context>
    <name>Proof</name>
    <message>
        <source>Without a code</source>
        <translation>코드 없이 시도</translation>
    </message>
    <message>
        <source>Without a code: asking AWS…</source>
        <translation>코드 없이 시도: AWS에 요청하는 중…</translation>
    </message>
    <message>
        <source>Without a code: refused</source>
        <translation>코드 없이 시도: 거부됨</translation>
    </message>
    <message>
        <source>Without a code: let in. That should not happen.</source>
        <translation>코드 없이 시도: 허용됨. 허용되어서는 안 됩니다.</translation>
    </message>
    <message>
        <source>Without a code: no clear answer</source>
        <translation>코드 없이 시도: 판단할 수 있는 응답 없음</translation>
    </message>
    <message>
        <source>The access key alone tries to assume the role.</source>
        <translation>액세스 키만으로 역할 수임을 시도합니다.</translation>
    </message>
    <message>
        <source>Credentials until {0}, {1} left. The profile is ready in the main window.</source>
        <translation>자격 증명은 {0}까지 유효합니다({1} 남음). 메인 창에 프로파일이 준비되어 있습니다.</translation>
    </message>
    <message>
        <source>%Ln buckets:</source>
        <translation>버킷 %Ln개:</translation>
    </message>
    <message>
        <source>As it should be. That is half of the proof; the other half is what the code below opens.</source>
        <translation>정상입니다. 이제 아래에 코드를 입력해, 코드가 있으면 액세스할 수 있는지 확인하세요.</translation>
    </message>
    <message>
        <source>As it should be: the access key alone opens nothing.</source>
        <translation>정상입니다. 액세스 키만으로는 아무 작업도 할 수 없습니다.</translation>
    </message>
    <message>
        <source>The access key alone tries to list the buckets.</source>
        <translation>액세스 키만으로 버킷 목록 조회를 시도합니다.</translation>
    </message>
    <message>
        <source>A new one: AWS accepts each code once, and has already had the last two.</source>
        <translation>새 코드를 입력하세요. AWS는 각 코드를 한 번만 받으며, 앞의 두 코드는 이미 사용했습니다.</translation>
    </message>
    <message>
        <source>Type the code that your phone shows now. The last digit sends it.</source>
        <translation>휴대폰에 지금 표시된 코드를 입력하세요. 마지막 숫자를 입력하면 전송됩니다.</translation>
    </message>
    <message>
        <source>You are asked for it as soon as AWS has answered without one.</source>
        <translation>AWS가 코드 없는 시도에 응답하면 바로 코드를 입력할 수 있습니다.</translation>
    </message>
    <message>
        <source>AWS is still learning about your device. Type the code shown now.</source>
        <translation>AWS가 아직 디바이스를 인식하는 중입니다. 지금 표시된 코드를 입력하세요.</translation>
    </message>
    <message>
        <source>There are no buckets in this account yet, which is fine.</source>
        <translation>이 계정에는 아직 버킷이 없습니다. 문제가 있는 것은 아닙니다.</translation>
    </message>
    <message>
        <source>1 bucket:</source>
        <translation>버킷 1개:</translation>
    </message>
    <message>
        <source>%Ln buckets or more:</source>
        <translation>버킷 %Ln개 이상:</translation>
    </message>
    <message>
        <source>From the existing device “{0}”. AWS accepts each code once.</source>
        <translation>전부터 있던 “{0}” 디바이스의 코드입니다. AWS는 각 코드를 한 번만 받습니다.</translation>
    </message>
    <message>
        <source>AWS needs a moment to get to know your device. In {0} s your phone shows a new code: type that one.</source>
        <translation>AWS가 디바이스를 인식하는 데 시간이 조금 걸립니다. {0}초 후 휴대폰에 새로 표시되는 코드를 입력하세요.</translation>
    </message>
    <message>
        <source>AWS is still learning about your device. In {0} s your phone shows another code: type that one.</source>
        <translation>AWS가 아직 디바이스를 인식하는 중입니다. {0}초 후 휴대폰에 다음으로 표시되는 코드를 입력하세요.</translation>
    </message>
    <message>
        <source>A fresh code in {0} s</source>
        <translation>{0}초 후 새 코드</translation>
    </message>
    <message>
        <source>Still in progress: {0}</source>
        <translation>진행 중: {0}</translation>
    </message>
    <message>
        <source>Type the code that your phone shows now for “{0}”. The last digit sends it.</source>
        <translation>휴대폰에 “{0}” 항목으로 지금 표시된 코드를 입력하세요. 마지막 숫자를 입력하면 전송됩니다.</translation>
    </message>
</context>
<context>
    <name>ProvePage</name>
    <message>
        <source>Prove that it works</source>
        <translation>작동 확인</translation>
    </message>
    <message>
        <source>Two tries with the access key: one without a code, which AWS must refuse, and one with.</source>
        <translation>액세스 키로 두 번 시도합니다. 코드 없이는 거부되고 코드가 있으면 허용되어야 정상입니다.</translation>
    </message>
    <message>
        <source>Also &amp;use it in the AWS CLI and SDKs: add it to the AWS config</source>
        <translation>이어서 AWS 구성에 추가해 AWS CLI와 SDK에서도 사용(&amp;U)</translation>
    </message>
    <message>
        <source>With a code</source>
        <translation>코드로 시도</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>세부 정보</translation>
    </message>
    <message>
        <source>With a code: let in</source>
        <translation>코드로 시도: 허용됨</translation>
    </message>
    <message>
        <source>Listing your buckets…</source>
        <translation>버킷을 불러오는 중…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>… and the others, in the main window</source>
        <translation>… 나머지는 메인 창에 표시됩니다</translation>
    </message>
</context>
<context>
    <name>QrView</name>
    <message>
        <source>QR code</source>
        <translation>QR 코드</translation>
    </message>
</context>
<context>
    <name>Removal</name>
    <message>
        <source>Access key {0}</source>
        <translation>액세스 키 {0}</translation>
    </message>
    <message>
        <source>MFA device {0}</source>
        <translation>MFA 디바이스 {0}</translation>
    </message>
    <message>
        <source>Inline policy {0} of the user</source>
        <translation>사용자의 인라인 정책 {0}</translation>
    </message>
    <message>
        <source>Permissions of the role {0}</source>
        <translation>역할 {0}에 부여된 권한</translation>
    </message>
    <message>
        <source>Policy {0}</source>
        <translation>정책 {0}</translation>
    </message>
    <message>
        <source>Role {0}</source>
        <translation>역할 {0}</translation>
    </message>
    <message>
        <source>User {0}</source>
        <translation>사용자 {0}</translation>
    </message>
    <message>
        <source>will be deleted</source>
        <translation>삭제 예정</translation>
    </message>
    <message>
        <source>being deleted</source>
        <translation>삭제 중</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>삭제됨</translation>
    </message>
    <message>
        <source>left</source>
        <translation>남음</translation>
    </message>
    <message>
        <source>The user “{0}” is in the group “{1}”. Remove it from the group.</source>
        <translation>“{0}” 사용자가 “{1}” 그룹에 속해 있습니다. 그룹에서 제거하세요.</translation>
    </message>
    <message>
        <source>The policy “{1}” is attached to the user “{0}”. Detach it.</source>
        <translation>“{1}” 정책이 “{0}” 사용자에게 연결되어 있습니다. 정책을 분리하세요.</translation>
    </message>
    <message>
        <source>The user “{0}” has an inline policy “{1}” created by someone else. Delete it if nobody needs it.</source>
        <translation>“{0}” 사용자에게 다른 사람이 만든 “{1}” 인라인 정책이 있습니다. 아무도 쓰지 않으면 삭제하세요.</translation>
    </message>
    <message>
        <source>The user “{0}” can sign in to the console. Remove its console access.</source>
        <translation>“{0}” 사용자가 콘솔에 로그인할 수 있습니다. 콘솔 액세스를 비활성화하세요.</translation>
    </message>
    <message>
        <source>The policy “{1}” is attached to the role “{0}”. Detach it.</source>
        <translation>“{1}” 정책이 “{0}” 역할에 연결되어 있습니다. 정책을 분리하세요.</translation>
    </message>
    <message>
        <source>The role “{0}” has an inline policy “{1}” created by someone else. Delete it if nobody needs it.</source>
        <translation>“{0}” 역할에 다른 사람이 만든 “{1}” 인라인 정책이 있습니다. 아무도 쓰지 않으면 삭제하세요.</translation>
    </message>
    <message>
        <source>The role “{0}” is in the instance profile “{1}”. Remove it from there.</source>
        <translation>“{0}” 역할이 “{1}” 인스턴스 프로파일에 들어 있습니다. 인스턴스 프로파일에서 제거하세요.</translation>
    </message>
    <message>
        <source>The policy “{0}” is attached elsewhere too ({1}). Detach it there.</source>
        <translation>“{0}” 정책이 다른 곳에도 연결되어 있습니다({1}). 그곳에서 정책을 분리하세요.</translation>
    </message>
    <message>
        <source>AWS still sees something attached to it</source>
        <translation>AWS에 아직 연결된 것이 있음</translation>
    </message>
    <message>
        <source>AWS is still busy with an earlier change</source>
        <translation>AWS가 이전 변경을 아직 처리하는 중</translation>
    </message>
    <message>
        <source>AWS is limiting requests</source>
        <translation>AWS에서 요청 속도를 제한함</translation>
    </message>
    <message>
        <source>AWS had an internal error</source>
        <translation>AWS 내부 오류</translation>
    </message>
    <message>
        <source>Nothing that Hourpass created for this user was found in account {0}.</source>
        <translation>{0} 계정에서 Hourpass가 이 사용자를 위해 생성한 것을 찾지 못했습니다.</translation>
    </message>
    <message>
        <source>Everything is gone from AWS, but some of it is still on this computer.</source>
        <translation>AWS에서는 모두 삭제되었지만, 이 컴퓨터에는 아직 일부가 남아 있습니다.</translation>
    </message>
    <message>
        <source>Account {0}</source>
        <translation>계정 {0}</translation>
    </message>
    <message>
        <source>The setup of “{0}” is undone</source>
        <translation>“{0}” 사용자의 MFA 설정을 되돌렸습니다</translation>
    </message>
    <message>
        <source>What Hourpass set up for “{0}” is removed</source>
        <translation>“{0}” 사용자의 설정을 AWS에서 제거했습니다</translation>
    </message>
    <message>
        <source>Not everything could be undone</source>
        <translation>일부 항목을 되돌리지 못했습니다</translation>
    </message>
    <message>
        <source>Not everything could be removed</source>
        <translation>일부 항목을 제거하지 못했습니다</translation>
    </message>
    <message>
        <source>This takes an administrator&apos;s credentials, just this once; they are not stored. First you see what will be deleted.</source>
        <translation>이번 한 번만 관리자의 자격 증명이 필요하며, 저장하지 않습니다. 삭제하기 전에 대상 항목을 보여 줍니다.</translation>
    </message>
    <message>
        <source>The role is in another account, {0}. Deleting it takes an administrator of that account.</source>
        <translation>역할은 다른 계정({0})에 있습니다. 삭제하려면 그 계정 관리자의 자격 증명이 필요합니다.</translation>
    </message>
    <message>
        <source>A role left behind is of no use to anyone once the user is gone.</source>
        <translation>사용자가 삭제되면 남은 역할은 누구도 사용할 수 없습니다.</translation>
    </message>
    <message>
        <source>Deletes what the setup has created in account {0} so far, and nothing else.</source>
        <translation>지금까지 설정하면서 {0} 계정에 생성한 것만 삭제합니다.</translation>
    </message>
    <message>
        <source>Deletes what Hourpass created for this user in account {0}, and nothing else.</source>
        <translation>Hourpass가 {0} 계정에 이 사용자를 위해 생성한 것만 삭제합니다.</translation>
    </message>
    <message>
        <source>The user existed before Hourpass and stays.</source>
        <translation>사용자는 Hourpass를 쓰기 전부터 있었으므로 남습니다.</translation>
    </message>
    <message>
        <source>The user existed before Hourpass and stays, with everything others gave it.</source>
        <translation>사용자는 Hourpass를 쓰기 전부터 있었으므로, 다른 사람이 부여한 것과 함께 그대로 남습니다.</translation>
    </message>
    <message>
        <source>The access key is deleted from the keyring.</source>
        <translation>액세스 키는 키링에서도 삭제됩니다.</translation>
    </message>
    <message>
        <source>Remove what Hourpass set up for “{0}”</source>
        <translation>“{0}” 사용자의 설정을 AWS에서 제거</translation>
    </message>
    <message>
        <source>A user that existed before Hourpass stays.</source>
        <translation>Hourpass를 쓰기 전부터 있던 사용자는 남습니다.</translation>
    </message>
    <message>
        <source>Not deleted yet</source>
        <translation>아직 삭제되지 않음</translation>
    </message>
    <message>
        <source>Undo the setup of “{0}”</source>
        <translation>“{0}” 사용자의 MFA 설정 되돌리기</translation>
    </message>
    <message>
        <source>This will be permanently deleted from accounts {0} and {1}.</source>
        <translation>{0} 계정과 {1} 계정에서 다음 항목이 영구적으로 삭제됩니다.</translation>
    </message>
    <message>
        <source>This will be permanently deleted from account {0}.</source>
        <translation>{0} 계정에서 다음 항목이 영구적으로 삭제됩니다.</translation>
    </message>
    <message>
        <source>“{0}”</source>
        <comment>a name</comment>
        <translation>“{0}”</translation>
    </message>
    <message>
        <source>AWS could not be reached</source>
        <translation>AWS에 연결할 수 없음</translation>
    </message>
    <message>
        <source>{0} · {1}</source>
        <comment>a call, an ARN</comment>
        <translation>{0} · {1}</translation>
    </message>
    <message>
        <source>{0} · {1}, trying again</source>
        <translation>{0} · {1}, 다시 시도하는 중</translation>
    </message>
    <message>
        <source>The profile {0} uses it and is removed from Hourpass.</source>
        <translation>이를 사용하는 {0} 프로파일도 Hourpass에서 제거됩니다.</translation>
    </message>
    <message>
        <source>The profiles {0} use it and are removed from Hourpass.</source>
        <translation>이를 사용하는 {0} 프로파일도 Hourpass에서 제거됩니다.</translation>
    </message>
    <message>
        <source>{0} · {1}</source>
        <comment>a call, what went wrong</comment>
        <translation>{0} · {1}</translation>
    </message>
</context>
<context>
    <name>RemovalDialog</name>
    <message>
        <source>Stopping after the current call…</source>
        <translation>진행 중인 호출이 끝나면 중지합니다…</translation>
    </message>
    <message>
        <source>&amp;Undo the setup</source>
        <translation>설정 되돌리기(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Remove from AWS</source>
        <translation>AWS에서 제거(&amp;R)</translation>
    </message>
    <message>
        <source>C&amp;ontinue</source>
        <translation>계속(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Sign in again</source>
        <translation>자격 증명 다시 선택(&amp;S)</translation>
    </message>
    <message>
        <source>Look &amp;again</source>
        <translation>다시 확인(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>다시 시도(&amp;T)</translation>
    </message>
    <message>
        <source>Checking what there is in AWS…</source>
        <translation>AWS에 무엇이 있는지 확인하는 중…</translation>
    </message>
    <message numerus="yes">
        <source>%n of {0} are gone</source>
        <translation>
            <numerusform>{0}개 중 %n개 삭제됨</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of {0} are still there; the reasons are next to them.</source>
        <translation>
            <numerusform>{0}개 중 %n개가 아직 남아 있습니다. 이유는 해당 항목 아래에 있습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything on the list is gone from AWS.</source>
        <translation>목록의 항목이 AWS에서 모두 삭제되었습니다.</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>중지(&amp;S)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>닫기(&amp;L)</translation>
    </message>
</context>
<context>
    <name>RemovePage</name>
    <message>
        <source>The device {0} is removed from the user {1}, and its codes stop working. You can then delete its entry in the authenticator app. Credentials obtained with it stay valid until they expire.</source>
        <translation>{0} 디바이스가 {1} 사용자에게서 제거되며, 이 디바이스의 코드는 더 이상 쓸 수 없습니다. 제거한 후에는 인증 앱의 항목을 삭제해도 됩니다. 이 디바이스로 받은 자격 증명은 만료될 때까지 유효합니다.</translation>
    </message>
</context>
<context>
    <name>RemoveProfileDialog</name>
    <message>
        <source>Remove “{0}” from Hourpass?</source>
        <translation>Hourpass에서 “{0}” 프로파일을 제거할까요?</translation>
    </message>
    <message>
        <source>Its credentials are forgotten. Nothing changes in AWS.</source>
        <translation>이 프로파일의 자격 증명을 지웁니다. AWS에서는 아무것도 바뀌지 않습니다.</translation>
    </message>
    <message>
        <source>Its access key {0} is deleted from the keyring. That may be the only copy: AWS never shows a secret access key again. The user stays, and works again with a new key.</source>
        <translation>액세스 키 {0} 항목이 키링에서 삭제됩니다. AWS는 비밀 키를 다시 보여 주지 않으므로 이것이 유일한 사본일 수 있습니다. 사용자는 남으며, 새 키를 만들면 계속 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>Its access key stays in the keyring, because another profile uses it.</source>
        <translation>다른 프로파일에서 사용하므로 액세스 키는 키링에 남습니다.</translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation>유지(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>제거(&amp;R)</translation>
    </message>
</context>
<context>
    <name>Restarting</name>
    <message>
        <source>Restart to change the language?</source>
        <translation>다시 시작하여 언어를 변경할까요?</translation>
    </message>
    <message>
        <source>The sandbox starts over: everything made in it is lost.</source>
        <translation>샌드박스도 새로 시작되며, 그 안에서 만든 것은 사라집니다.</translation>
    </message>
    <message>
        <source>Credentials are forgotten then, as your settings say.</source>
        <translation>설정에 따라 다시 시작할 때 자격 증명이 삭제됩니다.</translation>
    </message>
    <message>
        <source>Otherwise it applies the next time Hourpass starts.</source>
        <translation>지금 다시 시작하지 않으면 다음에 시작할 때부터 적용됩니다.</translation>
    </message>
    <message>
        <source>&amp;Restart now</source>
        <translation>지금 다시 시작(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Later</source>
        <translation>나중에(&amp;L)</translation>
    </message>
    <message>
        <source>Hourpass has closed, but could not be started again.</source>
        <translation>Hourpass가 종료되었지만 다시 시작하지 못했습니다.</translation>
    </message>
    <message>
        <source>It may have been updated or removed while it ran. Start it yourself; your settings are saved.</source>
        <translation>실행 중에 업데이트되었거나 제거되었을 수 있습니다. 직접 다시 시작하세요. 설정은 저장되었습니다.</translation>
    </message>
</context>
<context>
    <name>ResyncDialog</name>
    <message>
        <source>Resync the device</source>
        <translation>디바이스 재동기화</translation>
    </message>
    <message>
        <source>The device&apos;s clock may have drifted. Type two codes in a row; the last digit sends them, and AWS measures how far off it is.</source>
        <translation>디바이스의 시계가 AWS의 시간과 어긋났을 수 있습니다. 연속된 코드 두 개를 입력하세요. 마지막 숫자를 입력하면 전송되고 AWS가 오차를 보정합니다.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>Nothing has been changed yet. These calls will be made, in this order, when you press Create.</source>
        <translation>아직 아무것도 변경하지 않았습니다. ‘생성’을 누르면 다음 호출을 순서대로 실행합니다.</translation>
    </message>
    <message>
        <source>&amp;Save the plan…</source>
        <translation>계획 저장(&amp;S)…</translation>
    </message>
    <message>
        <source>Save the plan</source>
        <translation>계획 저장</translation>
    </message>
    <message>
        <source>Review what will be created</source>
        <translation>생성할 항목 검토</translation>
    </message>
    <message>
        <source>Used as is: {0}</source>
        <translation>기존 항목 사용: {0}</translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <comment>an account&apos;s number and alias</comment>
        <translation>{0}({1})</translation>
    </message>
    <message>
        <source>In account {0}, as {1}</source>
        <translation>계정 {0}, 자격 증명: {1}</translation>
    </message>
    <message>
        <source>Saved as {0}. The template leaves out the MFA device and the access key.</source>
        <translation>저장됨: {0}. 템플릿에는 MFA 디바이스와 액세스 키가 포함되지 않습니다.</translation>
    </message>
    <message>
        <source>Saved as {0}.</source>
        <translation>저장됨: {0}</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>세부 정보</translation>
    </message>
    <message>
        <source>Sent without parameters.</source>
        <translation>매개변수 없이 전송합니다.</translation>
    </message>
    <message>
        <source>{0}, in account {1}</source>
        <comment>a call, a number</comment>
        <translation>{0}, 계정 {1}</translation>
    </message>
</context>
<context>
    <name>RightsPanel</name>
    <message>
        <source>Copy a minimal policy that grants what is missing</source>
        <translation>없는 권한을 부여하는 최소 정책 복사</translation>
    </message>
    <message>
        <source>Continue &amp;anyway; AWS has the last word</source>
        <translation>그래도 계속(최종 판단은 AWS)(&amp;A)</translation>
    </message>
    <message>
        <source>Continue although permissions are missing</source>
        <translation>권한이 없어도 계속</translation>
    </message>
    <message>
        <source>Cop&amp;y a minimal policy</source>
        <translation>최소 정책 복사(&amp;Y)</translation>
    </message>
    <message>
        <source>Has all the permissions needed.</source>
        <translation>필요한 권한이 모두 있습니다.</translation>
    </message>
    <message>
        <source>Could not check what these credentials may do. If a permission is missing, AWS refuses in the middle of the setup; you can undo what was created so far.</source>
        <translation>이 자격 증명의 권한을 확인하지 못했습니다. 권한이 부족하면 설정 도중에 AWS가 거부하며, 그때까지 생성한 것은 되돌릴 수 있습니다.</translation>
    </message>
    <message>
        <source>Enough for a session, but not for a role. A role also needs these:</source>
        <translation>세션에는 충분하지만 역할에는 부족합니다. 역할을 생성하려면 다음 권한이 더 필요합니다.</translation>
    </message>
    <message>
        <source>Not enough for the setup. These permissions are missing:</source>
        <translation>설정에 필요한 권한이 부족합니다. 다음 권한이 없습니다.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>복사됨</translation>
    </message>
</context>
<context>
    <name>Rotation</name>
    <message>
        <source>Create a new access key and store it in the keyring</source>
        <translation>새 액세스 키 생성 및 키링에 보관</translation>
    </message>
    <message>
        <source>Wait until AWS accepts the new key</source>
        <translation>AWS가 새 키를 인식할 때까지 대기</translation>
    </message>
    <message>
        <source>Switch the profiles to the new key</source>
        <translation>프로파일을 새 키로 전환</translation>
    </message>
    <message>
        <source>Deactivate the old key</source>
        <translation>이전 키 비활성화</translation>
    </message>
    <message>
        <source>Delete the old key</source>
        <translation>이전 키 삭제</translation>
    </message>
    <message>
        <source>Reactivate the old key</source>
        <translation>이전 키 다시 활성화</translation>
    </message>
    <message>
        <source>Wait until AWS accepts the old key again</source>
        <translation>AWS가 이전 키를 다시 받아들일 때까지 대기</translation>
    </message>
    <message>
        <source>Switch the profiles back to the old key</source>
        <translation>프로파일을 이전 키로 복원</translation>
    </message>
    <message>
        <source>Delete the new key</source>
        <translation>새 키 삭제</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>대기 중</translation>
    </message>
    <message>
        <source>in progress</source>
        <translation>진행 중</translation>
    </message>
    <message>
        <source>done</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>Account {0}</source>
        <translation>계정 {0}</translation>
    </message>
    <message>
        <source>No profile here uses it. Other programs may.</source>
        <translation>이 키를 사용하는 Hourpass 프로파일이 없습니다. 다른 프로그램에서 사용 중일 수 있습니다.</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>다시 시도(&amp;T)</translation>
    </message>
    <message>
        <source>AWS does not have this profile&apos;s key any more. Give the profile another one under Edit profile.</source>
        <translation>AWS에 이 프로파일의 키가 더 이상 없습니다. ‘프로파일 편집’에서 다른 키를 지정하세요.</translation>
    </message>
    <message>
        <source>A deleted key cannot be restored. Anything that uses it elsewhere, on a server or in another tool, stops working at once. AWS may report the last use a few hours late.</source>
        <translation>삭제한 키는 복구할 수 없습니다. 서버나 다른 도구 등 다른 곳에서 이 키를 사용하고 있다면 즉시 작동하지 않게 됩니다. AWS의 마지막 사용 정보는 몇 시간 늦게 반영될 수 있습니다.</translation>
    </message>
    <message>
        <source>The old key is deleted</source>
        <translation>이전 키 삭제 완료</translation>
    </message>
    <message>
        <source>Change the access key</source>
        <translation>액세스 키 교체</translation>
    </message>
    <message>
        <source>Inactive: AWS refuses it</source>
        <translation>비활성: AWS가 거부함</translation>
    </message>
    <message>
        <source>Used by this profile</source>
        <translation>이 프로파일에서 사용</translation>
    </message>
    <message>
        <source>On this computer; current credentials stay valid</source>
        <translation>이 컴퓨터에서 진행하며, 이미 받은 자격 증명은 유효합니다</translation>
    </message>
    <message>
        <source>A new key is created and goes straight into the keyring. Once AWS accepts it, every profile with the old key switches to the new one, and the old key is deactivated. It is deleted only when you say so, and until then you can undo everything.</source>
        <translation>새 키를 생성해 바로 키링에 보관합니다. AWS가 새 키를 받아들이면 이전 키를 쓰는 모든 프로파일이 새 키로 바뀌고 이전 키는 비활성화됩니다. 이전 키는 직접 삭제할 때까지 남아 있으며, 그때까지는 모두 되돌릴 수 있습니다.</translation>
    </message>
    <message>
        <source>A user can have at most two access keys, including inactive ones. Delete one to make room for a new one. A key that a profile here uses cannot be deleted.</source>
        <translation>사용자당 액세스 키는 비활성 키를 포함해 최대 2개입니다. 새 키를 생성하려면 먼저 하나를 삭제하세요. Hourpass 프로파일이 사용하는 키는 삭제할 수 없습니다.</translation>
    </message>
    <message>
        <source>A deleted key cannot be restored. It is removed from AWS and from the keyring, and the change becomes final.</source>
        <translation>삭제한 키는 복구할 수 없습니다. 키는 AWS와 키링에서 삭제되며, 교체를 더 이상 되돌릴 수 없습니다.</translation>
    </message>
    <message>
        <source>The old key is back</source>
        <translation>이전 키로 복원 완료</translation>
    </message>
    <message>
        <source>Change the access key of {0}</source>
        <translation>{0} 사용자의 액세스 키 교체</translation>
    </message>
    <message>
        <source>Delete this key for good?</source>
        <translation>이 키를 영구적으로 삭제할까요?</translation>
    </message>
    <message>
        <source>The new key is in use</source>
        <translation>새 키를 사용하고 있습니다</translation>
    </message>
    <message>
        <source>Your profiles already use it; no MFA code was needed. The old key is inactive: AWS refuses it, but nothing is lost. If another program still needs it, undo the change; once nothing does, delete it.</source>
        <translation>프로파일은 이미 새 키를 사용하고 있습니다. 교체에 코드는 필요하지 않았습니다. 이전 키는 비활성 상태여서 AWS가 거부하지만, 삭제되거나 손실된 것은 없습니다. 다른 프로그램에 아직 이전 키가 필요하면 되돌리고, 필요한 곳이 없으면 삭제하세요.</translation>
    </message>
    <message>
        <source>The user&apos;s access keys now:</source>
        <translation>사용자의 현재 액세스 키:</translation>
    </message>
    <message>
        <source>{0} · {1}</source>
        <comment>a call, what went wrong</comment>
        <translation>{0} · {1}</translation>
    </message>
    <message>
        <source>C&amp;ontinue</source>
        <translation>계속(&amp;O)</translation>
    </message>
    <message>
        <source>Change the &amp;key</source>
        <translation>키 교체(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Keep it inactive for now</source>
        <translation>지금은 비활성으로 유지(&amp;K)</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>닫기(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>중지(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>이전(&amp;B)</translation>
    </message>
    <message>
        <source>Creates a second key, tests it, then retires the old one.</source>
        <translation>새 키를 생성해 확인한 다음 이전 키를 비활성화합니다.</translation>
    </message>
    <message>
        <source>The change is not finished</source>
        <translation>교체가 끝나지 않았습니다</translation>
    </message>
    <message>
        <source>The undo is not finished</source>
        <translation>되돌리기가 끝나지 않았습니다</translation>
    </message>
    <message>
        <source>The old key is not fully deleted yet</source>
        <translation>이전 키가 아직 완전히 삭제되지 않았습니다</translation>
    </message>
    <message>
        <source>Nothing is lost: you can continue where it stopped, or put everything back as it was.</source>
        <translation>삭제되거나 손실된 것은 없습니다. 중단된 곳에서 계속하거나 모두 이전 상태로 되돌릴 수 있습니다.</translation>
    </message>
    <message>
        <source>Nothing is lost: you can continue where it stopped.</source>
        <translation>삭제되거나 손실된 것은 없습니다. 중단된 곳에서 계속할 수 있습니다.</translation>
    </message>
    <message>
        <source>The new key works. You can now delete what is left of the old one.</source>
        <translation>새 키가 작동합니다. 이제 남은 이전 키를 삭제할 수 있습니다.</translation>
    </message>
    <message>
        <source>Changing the access key</source>
        <translation>액세스 키 교체 중</translation>
    </message>
    <message>
        <source>Undoing the change</source>
        <translation>되돌리는 중</translation>
    </message>
    <message>
        <source>Deleting the old key</source>
        <translation>이전 키 삭제 중</translation>
    </message>
    <message>
        <source>Used by this profile, and by {0}</source>
        <translation>이 프로파일과 {0}에서 사용</translation>
    </message>
    <message>
        <source>Used by {0}</source>
        <translation>{0}에서 사용</translation>
    </message>
</context>
<context>
    <name>RotationDialog</name>
    <message>
        <source>This works if the user&apos;s policies allow it to manage its own access keys.</source>
        <translation>사용자의 정책이 본인의 액세스 키 관리를 허용해야 합니다.</translation>
    </message>
    <message>
        <source>Stopping after the current call…</source>
        <translation>진행 중인 호출이 끝나면 중지합니다…</translation>
    </message>
    <message>
        <source>&amp;Use other credentials…</source>
        <translation>다른 자격 증명 사용(&amp;U)…</translation>
    </message>
    <message>
        <source>Choose again who makes the changes: an administrator, or the user itself</source>
        <translation>관리자와 사용자 본인 중 누가 변경할지 다시 선택합니다</translation>
    </message>
    <message>
        <source>Undo the ch&amp;ange</source>
        <translation>되돌리기(&amp;A)</translation>
    </message>
    <message>
        <source>The key {0} has been deleted.</source>
        <translation>액세스 키 {0} 삭제됨</translation>
    </message>
    <message>
        <source>Asking AWS…</source>
        <translation>AWS에 요청하는 중…</translation>
    </message>
    <message>
        <source>D&amp;elete the old key now…</source>
        <translation>지금 이전 키 삭제(&amp;E)…</translation>
    </message>
    <message>
        <source>D&amp;elete the key</source>
        <translation>키 삭제(&amp;E)</translation>
    </message>
</context>
<context>
    <name>RowModel</name>
    <message>
        <source>{0}, sorted descending</source>
        <translation>{0}, 내림차순 정렬됨</translation>
    </message>
    <message>
        <source>{0}, sorted ascending</source>
        <translation>{0}, 오름차순 정렬됨</translation>
    </message>
</context>
<context>
    <name>RowTable</name>
    <message>
        <source>Asc&amp;ending</source>
        <translation>오름차순(&amp;E)</translation>
    </message>
    <message>
        <source>Descendin&amp;g</source>
        <translation>내림차순(&amp;G)</translation>
    </message>
</context>
<context>
    <name>SaveDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>저장 위치(&amp;L):</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>파일 형식(&amp;T):</translation>
    </message>
</context>
<context>
    <name>ScanPage</name>
    <message>
        <source>Scan this with your authenticator app</source>
        <translation>인증 앱으로 스캔하세요</translation>
    </message>
    <message>
        <source>Meanwhile a step has failed: {0}</source>
        <translation>그동안 실패한 단계가 있습니다. {0}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Everything else is ready.</source>
        <translation>나머지는 모두 준비되었습니다.</translation>
    </message>
    <message>
        <source>Meanwhile: {0}</source>
        <translation>진행 중: {0}</translation>
    </message>
</context>
<context>
    <name>SecretCard</name>
    <message>
        <source>Cop&amp;y</source>
        <translation>복사(&amp;Y)</translation>
    </message>
    <message>
        <source>Copy the secret key</source>
        <translation>비밀 키 복사</translation>
    </message>
    <message>
        <source>Secret key</source>
        <translation>비밀 키</translation>
    </message>
    <message>
        <source>Time-based, for {0}</source>
        <translation>시간 기반, {0}</translation>
    </message>
    <message>
        <source>Copied for {0}</source>
        <translation>{0} 동안 복사됨</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>No warnings in advance: you are told only when credentials have expired.</source>
        <translation>미리 경고하지 않습니다. 자격 증명이 만료된 후에만 알립니다.</translation>
    </message>
    <message>
        <source>You are warned {0} before credentials expire, and told when they have.</source>
        <translation>자격 증명이 만료되기 {0} 전에 경고하고, 만료되면 알립니다.</translation>
    </message>
    <message>
        <source>You are warned {0} and {1} before credentials expire, and told when they have.</source>
        <translation>자격 증명이 만료되기 {0}, {1} 전에 경고하고, 만료되면 알립니다.</translation>
    </message>
    <message>
        <source>“{0}” is not a whole number of minutes.</source>
        <translation>“{0}”: 분 단위 정수를 입력하세요.</translation>
    </message>
    <message>
        <source>{0} is not between 1 and {1} minutes ({2}).</source>
        <translation>{0}: 1~{1}분({2}) 범위를 벗어났습니다.</translation>
    </message>
    <message>
        <source>Type a number of minutes.</source>
        <translation>분 단위 숫자를 입력하세요.</translation>
    </message>
    <message>
        <source>Otherwise they stay in the keyring, and are restored at the next start unless they have expired.</source>
        <translation>선택하지 않으면 키링에 남으므로, 만료되기 전이라면 다음에 시작할 때도 사용할 수 있습니다.</translation>
    </message>
    <message>
        <source>Otherwise they stay in the encrypted file, and are restored at the next start unless they have expired.</source>
        <translation>선택하지 않으면 암호화된 파일에 남으므로, 만료되기 전이라면 다음에 시작할 때도 사용할 수 있습니다.</translation>
    </message>
    <message>
        <source>The sandbox always forgets them then.</source>
        <translation>샌드박스에서는 종료할 때 항상 지웁니다.</translation>
    </message>
    <message>
        <source>In the keyring: {0}</source>
        <translation>키링: {0}</translation>
    </message>
    <message>
        <source>In the keyring</source>
        <translation>키링</translation>
    </message>
    <message>
        <source>In an encrypted file: {0}</source>
        <translation>암호화된 파일: {0}</translation>
    </message>
    <message>
        <source>In memory only: they end with the sandbox</source>
        <translation>메모리에만 보관(샌드박스가 끝나면 지워짐)</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>환경 설정</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Versions and file locations, to copy into a report (F1)</source>
        <translation>문제 보고에 첨부할 버전, 저장 위치 등의 정보(F1)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>저장(&amp;S)</translation>
    </message>
    <message>
        <source>Save the settings</source>
        <translation>환경 설정 저장</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>저장하는 중…</translation>
    </message>
    <message>
        <source>A&amp;bout Hourpass…</source>
        <translation>Hourpass 정보(&amp;B)…</translation>
    </message>
</context>
<context>
    <name>SetupDoors</name>
    <message>
        <source>The removal of “{0}” is unfinished.</source>
        <translation>“{0}” 사용자의 제거가 끝나지 않았습니다.</translation>
    </message>
    <message>
        <source>Continue removing…</source>
        <translation>계속 제거…</translation>
    </message>
    <message>
        <source>The setup of “{0}” is unfinished.</source>
        <translation>“{0}” 사용자의 MFA 설정이 끝나지 않았습니다.</translation>
    </message>
    <message>
        <source>Finish or undo…</source>
        <translation>계속하거나 되돌리기…</translation>
    </message>
</context>
<context>
    <name>SetupSteps</name>
    <message>
        <source>User {0}</source>
        <translation>사용자 {0}</translation>
    </message>
    <message>
        <source>Virtual MFA device {0}</source>
        <translation>가상 MFA 디바이스 {0}</translation>
    </message>
    <message>
        <source>Access key, kept in your system keyring</source>
        <translation>시스템 키링에 보관되는 액세스 키</translation>
    </message>
    <message>
        <source>Role {0} that requires MFA</source>
        <translation>MFA가 필요한 역할 {0}</translation>
    </message>
    <message>
        <source>Permissions of the role {0}</source>
        <translation>역할 {0}에 권한 부여</translation>
    </message>
    <message>
        <source>Waiting until AWS accepts the access key</source>
        <translation>AWS가 액세스 키를 받아들일 때까지 대기</translation>
    </message>
    <message>
        <source>Device {0} registered with two codes</source>
        <translation>코드 두 개로 디바이스 {0} 등록</translation>
    </message>
    <message>
        <source>Permission to list S3 buckets</source>
        <translation>S3 버킷 목록 조회 권한</translation>
    </message>
    <message>
        <source>Permission to list S3 buckets and their objects</source>
        <translation>S3 버킷과 객체 목록 조회 권한</translation>
    </message>
    <message>
        <source>Permission to list S3 buckets and read their objects</source>
        <translation>S3 버킷 목록 조회 및 객체 읽기 권한</translation>
    </message>
    <message>
        <source>Permission to list S3 buckets with MFA</source>
        <translation>MFA를 사용한 S3 버킷 목록 조회 권한</translation>
    </message>
    <message>
        <source>Permission to list S3 buckets and their objects with MFA</source>
        <translation>MFA를 사용한 S3 버킷과 객체 목록 조회 권한</translation>
    </message>
    <message>
        <source>Permission to list S3 buckets and read their objects with MFA</source>
        <translation>MFA를 사용한 S3 버킷 목록 조회 및 객체 읽기 권한</translation>
    </message>
    <message>
        <source>MFA device {0}</source>
        <translation>MFA 디바이스 {0}</translation>
    </message>
    <message>
        <source>Access key {0}</source>
        <translation>액세스 키 {0}</translation>
    </message>
    <message>
        <source>Role {0}</source>
        <translation>역할 {0}</translation>
    </message>
    <message>
        <source>Permission to assume the role</source>
        <translation>역할을 수임할 권한</translation>
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
        <translation>MFA 액세스 설정</translation>
    </message>
    <message>
        <source>Credentials</source>
        <translation>자격 증명</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>검토</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>생성</translation>
    </message>
    <message>
        <source>Scan</source>
        <translation>스캔</translation>
    </message>
    <message>
        <source>Prove</source>
        <translation>작동 확인</translation>
    </message>
</context>
<context>
    <name>ShareBar</name>
    <message>
        <source>How much is done</source>
        <translation>진행률</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Asking AWS…</source>
        <translation>AWS에 요청하는 중…</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>세부 정보</translation>
    </message>
    <message>
        <source>The next code appears in %n s.</source>
        <translation>다음 코드는 %n초 후에 표시됩니다.</translation>
    </message>
    <message>
        <source>Press Enter to get the credentials.</source>
        <translation>자격 증명을 받으려면 Enter 키를 누르세요.</translation>
    </message>
</context>
<context>
    <name>StepTrail</name>
    <message>
        <source>Step {0} of {1}: {2}</source>
        <translation>{1}단계 중 {0}단계: {2}</translation>
    </message>
</context>
<context>
    <name>StepsPage</name>
    <message>
        <source>Steps</source>
        <translation>단계</translation>
    </message>
</context>
<context>
    <name>StrandedRowView</name>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Delete {0}, which was never registered</source>
        <translation>등록되지 않은 {0} 디바이스 삭제</translation>
    </message>
    <message>
        <source>Created by Hourpass but never registered, and its QR code is gone. Delete it, unless it is being set up elsewhere right now.</source>
        <translation>Hourpass가 생성했지만 등록되지 않았으며 QR 코드는 사라졌습니다. 지금 다른 곳에서 설정하는 중이 아니라면 삭제하세요.</translation>
    </message>
</context>
<context>
    <name>TerminalCard</name>
    <message>
        <source>Copy the variables for one shell; they leave the clipboard after a moment. Or open a new terminal that has them.</source>
        <translation>한 셸에서 쓸 환경 변수를 복사하거나(잠시 후 클립보드에서 지워짐), 변수가 설정된 새 터미널을 엽니다.</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>터미널</translation>
    </message>
    <message>
        <source>Shell</source>
        <translation>셸</translation>
    </message>
    <message>
        <source>Copy variable&amp;s</source>
        <translation>환경 변수 복사(&amp;S)</translation>
    </message>
    <message>
        <source>Open a ter&amp;minal</source>
        <translation>터미널 열기(&amp;M)</translation>
    </message>
    <message>
        <source>Get credentials first.</source>
        <translation>먼저 자격 증명을 받으세요.</translation>
    </message>
    <message>
        <source>Copied. Paste them within {0}.</source>
        <translation>복사했습니다. {0} 안에 붙여 넣으세요.</translation>
    </message>
    <message>
        <source>A terminal was opened.</source>
        <translation>터미널을 열었습니다.</translation>
    </message>
</context>
<context>
    <name>Times</name>
    <message>
        <source>d MMMM yyyy</source>
        <comment>a date in full, as QLocale writes dates</comment>
        <translation>yyyy년 M월 d일</translation>
    </message>
    <message>
        <source>{0} h {1} min</source>
        <translation>{0}시간 {1}분</translation>
    </message>
    <message>
        <source>{0} h</source>
        <translation>{0}시간</translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation>{0}분</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0}초</translation>
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
        <translation>내일 {0}</translation>
    </message>
    <message>
        <source>yesterday {0}</source>
        <translation>어제 {0}</translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>a day of this year, as QLocale writes dates</comment>
        <translation>M월 d일</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <comment>a day of another year, as QLocale writes dates</comment>
        <translation>yyyy년 M월 d일</translation>
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
        <translation>1시간</translation>
    </message>
    <message>
        <source>%Ln hours</source>
        <translation>%Ln시간</translation>
    </message>
    <message>
        <source>1 minute</source>
        <translation>1분</translation>
    </message>
    <message>
        <source>%Ln minutes</source>
        <translation>%Ln분</translation>
    </message>
    <message>
        <source>1 second</source>
        <translation>1초</translation>
    </message>
    <message>
        <source>%Ln seconds</source>
        <translation>%Ln초</translation>
    </message>
</context>
<context>
    <name>ToolAnswers</name>
    <message>
        <source>Hourpass has no profile called {0}.</source>
        <translation>Hourpass에 {0} 프로파일이 없습니다.</translation>
    </message>
    <message>
        <source>No code was given for {0}.</source>
        <translation>{0} 프로파일의 코드를 입력하지 않았습니다.</translation>
    </message>
    <message>
        <source>No code was given for {0} a moment ago. Hourpass asks again in {1} s at the earliest.</source>
        <translation>조금 전에 {0} 코드가 입력되지 않았습니다. 빨라도 {1}초 뒤에 다시 묻습니다.</translation>
    </message>
    <message>
        <source>Nobody typed a code for {0} within {1} s.</source>
        <translation>{1}초 안에 {0} 프로파일의 코드를 입력한 사람이 없습니다.</translation>
    </message>
    <message>
        <source>The code was not sent.</source>
        <translation>코드를 보내지 않았습니다.</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Warnings muted until {0}</source>
        <translation>{0}까지 경고 일시 중지</translation>
    </message>
    <message>
        <source>&amp;Mute warnings</source>
        <translation>경고 일시 중지(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Open Hourpass</source>
        <translation>Hourpass 열기(&amp;O)</translation>
    </message>
    <message>
        <source>For 1 &amp;hour</source>
        <translation>1시간 동안(&amp;H)</translation>
    </message>
    <message>
        <source>For &amp;today</source>
        <translation>오늘 하루(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Warn again</source>
        <translation>다시 경고(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>환경 설정(&amp;S)…</translation>
    </message>
    <message>
        <source>Forget &amp;all credentials</source>
        <translation>모든 자격 증명 지우기(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>종료(&amp;Q)</translation>
    </message>
    <message>
        <source>Quit and &amp;forget credentials</source>
        <translation>자격 증명을 지우고 종료(&amp;F)</translation>
    </message>
    <message>
        <source>{0} — expired · Get credentials…</source>
        <translation>{0} — 만료됨 · 자격 증명 받기…</translation>
    </message>
    <message>
        <source>{0} — Get credentials…</source>
        <translation>{0} — 자격 증명 받기…</translation>
    </message>
    <message>
        <source>{0} — {1} · Renew…</source>
        <translation>{0} — {1} · 갱신…</translation>
    </message>
    <message>
        <source>{0}: no credentials</source>
        <translation>{0}: 자격 증명 없음</translation>
    </message>
    <message>
        <source>{0}: {1} left</source>
        <translation>{0}: {1} 남음</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>그 외 %n개</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrayManners</name>
    <message>
        <source>This desktop has no tray icon: closing the window only minimises it. Ctrl+Q quits.</source>
        <translation>이 데스크톱에는 트레이 아이콘이 없어 창을 닫으면 최소화됩니다. 종료하려면 Ctrl+Q를 누르세요.</translation>
    </message>
    <message>
        <source>Got it</source>
        <translation>확인</translation>
    </message>
</context>
<context>
    <name>TwoCodes</name>
    <message>
        <source>First code</source>
        <translation>첫 번째 코드</translation>
    </message>
    <message>
        <source>Second code</source>
        <translation>두 번째 코드</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>다시 시도(&amp;T)</translation>
    </message>
    <message>
        <source>The first code is correct.</source>
        <translation>첫 번째 코드가 맞습니다.</translation>
    </message>
    <message>
        <source>Second code — your phone shows it now</source>
        <translation>두 번째 코드 — 지금 휴대폰에 표시되어 있습니다</translation>
    </message>
    <message>
        <source>Second code — appears in {0} s</source>
        <translation>두 번째 코드 — {0}초 후에 표시됩니다</translation>
    </message>
    <message>
        <source>Asking AWS…</source>
        <translation>AWS에 요청하는 중…</translation>
    </message>
    <message>
        <source>These two codes are too old now. Type two new ones.</source>
        <translation>두 코드 모두 너무 오래되었습니다. 새 코드 두 개를 입력하세요.</translation>
    </message>
    <message>
        <source>The code after the first one has expired. Type two new ones.</source>
        <translation>첫 번째 코드의 다음 코드가 이미 지나갔습니다. 새 코드 두 개를 입력하세요.</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>세부 정보</translation>
    </message>
    <message>
        <source>That code did not follow the first one, so it counts as the first now. Type the next one.</source>
        <translation>첫 번째 코드의 다음 코드가 아니므로 이 코드를 첫 번째로 사용합니다. 다음 코드를 입력하세요.</translation>
    </message>
    <message>
        <source>Check that the phone sets its time automatically, and that this is the entry for this device.</source>
        <translation>휴대폰의 시간 자동 설정이 켜져 있는지, 이 디바이스의 항목인지 확인하세요.</translation>
    </message>
</context>
<context>
    <name>TypedKeys</name>
    <message>
        <source>Access key ID</source>
        <translation>액세스 키 ID</translation>
    </message>
    <message>
        <source>Secret access key</source>
        <translation>비밀 액세스 키</translation>
    </message>
    <message>
        <source>Session token</source>
        <translation>세션 토큰</translation>
    </message>
    <message>
        <source>only with ASIA keys</source>
        <translation>ASIA 키에만 필요</translation>
    </message>
    <message>
        <source>Sho&amp;w</source>
        <translation>표시(&amp;W)</translation>
    </message>
    <message>
        <source>Show the secret access key</source>
        <translation>비밀 액세스 키 표시</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>리전</translation>
    </message>
    <message>
        <source>us-east-1 if left empty; required for China and GovCloud</source>
        <translation>비워 두면 us-east-1(중국, GovCloud는 필수)</translation>
    </message>
    <message>
        <source>Access &amp;key ID</source>
        <translation>액세스 키 ID(&amp;K)</translation>
    </message>
    <message>
        <source>S&amp;ecret access key</source>
        <translation>비밀 액세스 키(&amp;E)</translation>
    </message>
    <message>
        <source>Session &amp;token</source>
        <translation>세션 토큰(&amp;T)</translation>
    </message>
    <message>
        <source>Re&amp;gion</source>
        <translation>리전(&amp;G)</translation>
    </message>
    <message>
        <source>Used only this once; never stored.</source>
        <translation>이 작업에만 사용하며 저장하지 않습니다.</translation>
    </message>
    <message>
        <source>C&amp;heck</source>
        <translation>확인(&amp;H)</translation>
    </message>
    <message>
        <source>Check these keys</source>
        <translation>이 키 확인</translation>
    </message>
    <message>
        <source>&amp;Hide</source>
        <translation>숨기기(&amp;H)</translation>
    </message>
</context>
<context>
    <name>UnfinishedDialog</name>
    <message>
        <source>Unfinished setup</source>
        <translation>끝나지 않은 MFA 설정</translation>
    </message>
    <message>
        <source>The removal of “{0}” is unfinished</source>
        <translation>“{0}” 사용자의 제거가 끝나지 않았습니다</translation>
    </message>
    <message>
        <source>The setup of “{0}” is unfinished</source>
        <translation>“{0}” 사용자의 MFA 설정이 끝나지 않았습니다</translation>
    </message>
    <message>
        <source>Part of it is still in AWS. You can continue the removal now, or later.</source>
        <translation>일부가 아직 AWS에 남아 있습니다. 지금 계속 제거하거나 나중에 할 수 있습니다.</translation>
    </message>
    <message>
        <source>Part of it is already in AWS. You can finish the setup now, or undo it.</source>
        <translation>일부가 이미 AWS에 생성되어 있습니다. 지금 설정을 계속하거나 되돌릴 수 있습니다.</translation>
    </message>
    <message>
        <source>Account {0} · started {1}</source>
        <translation>계정 {0} · {1} 시작</translation>
    </message>
    <message>
        <source>Either way, the administrator&apos;s credentials are needed again; they are never stored.</source>
        <translation>어느 쪽이든 관리자의 자격 증명이 다시 필요합니다. 관리자의 자격 증명은 저장되지 않습니다.</translation>
    </message>
    <message>
        <source>&amp;Later</source>
        <translation>나중에(&amp;L)</translation>
    </message>
    <message>
        <source>Continue removin&amp;g…</source>
        <translation>계속 제거(&amp;G)…</translation>
    </message>
    <message>
        <source>&amp;Finish the setup…</source>
        <translation>설정 계속하기(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Undo…</source>
        <translation>되돌리기(&amp;U)…</translation>
    </message>
    <message>
        <source>&amp;Start another one</source>
        <translation>새로 시작(&amp;S)</translation>
    </message>
</context>
<context>
    <name>UnfinishedRotation</name>
    <message>
        <source>Unfinished key change</source>
        <translation>끝나지 않은 키 교체</translation>
    </message>
    <message>
        <source>Changing the access key of “{0}” was interrupted</source>
        <translation>“{0}” 사용자의 액세스 키 교체가 중단되었습니다</translation>
    </message>
    <message>
        <source>Account {0} · started {1}</source>
        <translation>계정 {0} · {1} 시작</translation>
    </message>
    <message>
        <source>&amp;Later</source>
        <translation>나중에(&amp;L)</translation>
    </message>
    <message>
        <source>C&amp;ontinue…</source>
        <translation>계속(&amp;O)…</translation>
    </message>
    <message>
        <source>The new key is in use. You can now delete what is left of the old one.</source>
        <translation>새 키를 사용하고 있습니다. 이제 남은 이전 키를 삭제할 수 있습니다.</translation>
    </message>
    <message>
        <source>It was being undone. Your profiles keep working; there is a second key in AWS.</source>
        <translation>되돌리는 중이었습니다. 프로파일은 계속 사용할 수 있으며, AWS에 두 번째 키가 남아 있습니다.</translation>
    </message>
    <message>
        <source>Your profiles keep working; there may be a second key in AWS. Continue to finish the change or to undo it.</source>
        <translation>프로파일은 계속 사용할 수 있으며, AWS에 두 번째 키가 남아 있을 수 있습니다. 계속하여 교체를 완료하거나 되돌리세요.</translation>
    </message>
</context>
<context>
    <name>VaultDialog</name>
    <message>
        <source>Open the encrypted file</source>
        <translation>암호화된 파일 열기</translation>
    </message>
    <message>
        <source>Where to keep secrets</source>
        <translation>비밀 정보를 보관할 곳</translation>
    </message>
    <message>
        <source>It holds your access keys and sessions, because this computer has no keyring.</source>
        <translation>이 컴퓨터에 키링이 없으므로 액세스 키와 세션이 이 파일에 들어 있습니다.</translation>
    </message>
    <message>
        <source>Hourpass asks for its passphrase each time it starts. Nobody can recover a forgotten one: you would have to enter your access keys again.</source>
        <translation>Hourpass를 시작할 때마다 이 파일의 암호 문구를 묻습니다. 잊어버린 암호 문구는 누구도 복구할 수 없으며, 그 경우 액세스 키를 다시 입력해야 합니다.</translation>
    </message>
    <message>
        <source>An encrypted file instead</source>
        <translation>대신 암호화된 파일 사용</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>암호 문구</translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation>암호 문구(&amp;P)</translation>
    </message>
    <message>
        <source>The same passphrase again</source>
        <translation>같은 암호 문구 다시 입력</translation>
    </message>
    <message>
        <source>&amp;Again</source>
        <translation>다시 입력(&amp;A)</translation>
    </message>
    <message>
        <source>Use an encrypted &amp;file instead</source>
        <translation>대신 암호화된 파일 사용(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Not now</source>
        <translation>지금 안 함(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Try the keyring again</source>
        <translation>키링 다시 확인(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Unlock the keyring</source>
        <translation>키링 잠금 해제(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>열기(&amp;O)</translation>
    </message>
    <message>
        <source>Use the &amp;encrypted file</source>
        <translation>암호화된 파일 사용(&amp;E)</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>여는 중…</translation>
    </message>
</context>
<context>
    <name>VaultDoors</name>
    <message>
        <source>What can I do?</source>
        <translation>해결 방법 보기</translation>
    </message>
</context>
<context>
    <name>WarningNotes</name>
    <message>
        <source>Credentials for {0} have expired</source>
        <translation>{0} 자격 증명이 만료되었습니다</translation>
    </message>
    <message>
        <source>They stopped working at {0}.</source>
        <translation>자격 증명이 {0}에 만료되었습니다.</translation>
    </message>
    <message>
        <source>Credentials for {0} expire in {1}</source>
        <translation>{0} 자격 증명이 {1} 후 만료됩니다</translation>
    </message>
    <message>
        <source>They work until {0}.</source>
        <translation>자격 증명은 {0}까지 유효합니다.</translation>
    </message>
    <message>
        <source>They could not be renewed. {0}</source>
        <translation>갱신할 수 없었습니다. {0}</translation>
    </message>
    <message>
        <source>{0} could not be renewed</source>
        <translation>{0}: 갱신 실패</translation>
    </message>
    <message>
        <source>Hourpass stays in the tray</source>
        <translation>Hourpass가 트레이에서 계속 실행됩니다</translation>
    </message>
    <message>
        <source>It warns you before credentials expire. To quit, use its menu.</source>
        <translation>자격 증명이 만료되기 전에 알려 줍니다. 메뉴에서 종료할 수 있습니다.</translation>
    </message>
    <message>
        <source>Enter code…</source>
        <translation>코드 입력…</translation>
    </message>
    <message>
        <source>Renew now</source>
        <translation>지금 갱신</translation>
    </message>
</context>
<context>
    <name>WarningsSection</name>
    <message>
        <source>Warnings</source>
        <translation>경고</translation>
    </message>
    <message>
        <source>How many minutes before expiry to warn</source>
        <translation>만료 몇 분 전에 경고할지 입력</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>minutes before credentials expire</source>
        <translation>분 전</translation>
    </message>
    <message>
        <source>&amp;Warn me</source>
        <translation>경고 시점(&amp;W)</translation>
    </message>
</context>
<context>
    <name>WhoPage</name>
    <message>
        <source>Whose credentials make the changes?</source>
        <translation>변경에 사용할 자격 증명</translation>
    </message>
    <message>
        <source>An &amp;administrator of the account</source>
        <translation>계정 관리자(&amp;A)</translation>
    </message>
    <message>
        <source>An administrator of the account makes the changes</source>
        <translation>계정 관리자가 변경</translation>
    </message>
    <message>
        <source>This &amp;user itself, with a code</source>
        <translation>이 사용자 본인(코드 필요)(&amp;U)</translation>
    </message>
    <message>
        <source>This user makes the changes itself, with a code</source>
        <translation>코드를 사용해 이 사용자 본인이 변경</translation>
    </message>
    <message>
        <source>Hourpass created this user only to assume its role: this works only if someone has given it more permissions since.</source>
        <translation>Hourpass가 이 사용자에게 부여한 권한은 역할 수임뿐입니다. 그 후에 누군가 권한을 더 부여한 경우에만 작동합니다.</translation>
    </message>
    <message>
        <source>Code from {0}</source>
        <translation>{0} 디바이스의 코드</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>코드</translation>
    </message>
    <message>
        <source>This works if the user&apos;s policies allow it to manage its own devices. Without a code it can only view and resync them.</source>
        <translation>사용자의 정책이 본인의 디바이스 관리를 허용해야 합니다. 코드가 없으면 조회와 디바이스 재동기화만 할 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>WithCard</name>
    <message>
        <source>A fresh code</source>
        <translation>새 코드</translation>
    </message>
    <message>
        <source>Send it &amp;again</source>
        <translation>다시 보내기(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Resync the device…</source>
        <translation>디바이스 재동기화(&amp;R)…</translation>
    </message>
</context>
<context>
    <name>WithoutCard</name>
    <message>
        <source>&amp;Try again</source>
        <translation>다시 시도(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>세부 정보(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Hide the answer</source>
        <translation>응답 숨기기(&amp;H)</translation>
    </message>
    <message>
        <source>What AWS &amp;said</source>
        <translation>AWS 응답(&amp;S)</translation>
    </message>
</context>
<context>
    <name>WizardFoot</name>
    <message>
        <source>&amp;Back</source>
        <translation>이전(&amp;B)</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>이전</translation>
    </message>
    <message>
        <source>&amp;Finish</source>
        <translation>완료(&amp;F)</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>&amp;Finish the setup</source>
        <translation>설정 계속하기(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Create</source>
        <translation>생성(&amp;C)</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>닫기(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>다시 시도(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>다음(&amp;N)</translation>
    </message>
    <message>
        <source>Cancel and &amp;undo</source>
        <translation>취소하고 되돌리기(&amp;U)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>Workbench</name>
    <message>
        <source>Sandbox: a local AWS. Nothing here touches a real account.</source>
        <translation>샌드박스: 실제 AWS가 아닌 로컬 AWS입니다.</translation>
    </message>
    <message>
        <source>Show authenticator</source>
        <translation>인증 앱 표시</translation>
    </message>
</context>
<context>
    <name>_BackupLine</name>
    <message>
        <source>Backup: {0}</source>
        <translation>백업: {0}</translation>
    </message>
</context>
<context>
    <name>_SecondsRing</name>
    <message>
        <source>The next code appears in {0} s</source>
        <translation>다음 코드는 {0}초 후에 표시됩니다</translation>
    </message>
</context>
</TS>
