<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>CodePrompt</name>
    <message numerus="yes">
        <source>&amp;Remind me in %n min</source>
        <translation>
            <numerusform>&amp;Remind me in %n min</numerusform>
            <numerusform>&amp;Remind me in %n min</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RemovalDialog</name>
    <message numerus="yes">
        <source>%n of {0} are gone</source>
        <translation>
            <numerusform>%n of {0} is gone</numerusform>
            <numerusform>%n of {0} are gone</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of {0} are still there; the reasons are next to them.</source>
        <translation>
            <numerusform>%n of {0} is still there; the reason is next to it.</numerusform>
            <numerusform>%n of {0} are still there; the reasons are next to them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
</TS>
