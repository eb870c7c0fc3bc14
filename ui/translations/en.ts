<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AnswerCard</name>
    <message numerus="yes">
        <source>%Ln step(s)</source>
        <translation>
            <numerusform>%Ln step</numerusform>
            <numerusform>%Ln steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Backlog</name>
    <message numerus="yes">
        <source>and %Ln more that failed</source>
        <translation>
            <numerusform>and %Ln more that failed</numerusform>
            <numerusform>and %Ln more that failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>tried %Ln time(s)</source>
        <translation>
            <numerusform>tried %Ln time</numerusform>
            <numerusform>tried %Ln times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0}: %Ln still to do</source>
        <translation>
            <numerusform>{0}: %Ln still to do</numerusform>
            <numerusform>{0}: %Ln still to do</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DaysView</name>
    <message numerus="yes">
        <source>Show %n shorter one(s)</source>
        <translation>
            <numerusform>Show %n shorter one</numerusform>
            <numerusform>Show %n shorter ones</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message numerus="yes">
        <source>%Ln damaged picture(s) left out: see reverie verify.</source>
        <translation>
            <numerusform>%Ln damaged picture was left out: see reverie verify.</numerusform>
            <numerusform>%Ln damaged pictures were left out: see reverie verify.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln memory(s)</source>
        <translation>
            <numerusform>%Ln memory</numerusform>
            <numerusform>%Ln memories</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln moment(s)</source>
        <translation>
            <numerusform>%Ln moment</numerusform>
            <numerusform>%Ln moments</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ForgetPanel</name>
    <message numerus="yes">
        <source>the last %n minute(s)</source>
        <translation>
            <numerusform>the last minute</numerusform>
            <numerusform>the last %n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FramePicture</name>
    <message numerus="yes">
        <source>%Ln place(s) marked</source>
        <translation>
            <numerusform>%Ln place marked</numerusform>
            <numerusform>%Ln places marked</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HealthView</name>
    <message numerus="yes">
        <source>%Ln frame(s)</source>
        <translation>
            <numerusform>%Ln frame</numerusform>
            <numerusform>%Ln frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln job(s)</source>
        <translation>
            <numerusform>%Ln job</numerusform>
            <numerusform>%Ln jobs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln moment(s) still to be taken in</source>
        <translation>
            <numerusform>%Ln moment still to be taken in</numerusform>
            <numerusform>%Ln moments still to be taken in</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>InboxDialog</name>
    <message numerus="yes">
        <source>{0} · seen {1}, %Ln time(s) · goes {2}</source>
        <translation>
            <numerusform>{0} · seen {1}, once · goes {2}</numerusform>
            <numerusform>{0} · seen {1}, %Ln times · goes {2}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Ledger</name>
    <message numerus="yes">
        <source>%Ln earlier stretch(es), which reverie coverage lists</source>
        <translation>
            <numerusform>%Ln earlier stretch, which reverie coverage lists</numerusform>
            <numerusform>%Ln earlier stretches, which reverie coverage lists</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Network</name>
    <message numerus="yes">
        <source>%Ln more protect(s) itself/themselves from being looked into.</source>
        <translation>
            <numerusform>%Ln more protects itself from being looked into.</numerusform>
            <numerusform>%Ln more protect themselves from being looked into.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Right now the system shows no connection to another computer: %Ln process(es) looked at.</source>
        <translation>
            <numerusform>Right now the system shows no connection to another computer: %Ln process looked at.</numerusform>
            <numerusform>Right now the system shows no connection to another computer: %Ln processes looked at.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>on %Ln day(s)</source>
        <translation>
            <numerusform>on %Ln day</numerusform>
            <numerusform>on %Ln days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OldPictures</name>
    <message numerus="yes">
        <source>%Ln picture(s), {0}{1}. The text stays searchable, whatever becomes of them.</source>
        <translation>
            <numerusform>%Ln picture, {0}{1}. Its text stays searchable, whatever becomes of it.</numerusform>
            <numerusform>%Ln pictures, {0}{1}. Their text stays searchable, whatever becomes of them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Reads</name>
    <message numerus="yes">
        <source>%Ln time(s)</source>
        <translation>
            <numerusform>%Ln time</numerusform>
            <numerusform>%Ln times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more, which reverie reads lists</source>
        <translation>
            <numerusform>and %Ln more, which reverie reads lists</numerusform>
            <numerusform>and %Ln more, which reverie reads lists</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecallPage</name>
    <message numerus="yes">
        <source>Screens were kept on %Ln day(s), the first on {0}. What was on screen while Reverie was paused, locked or off is not here.</source>
        <translation>
            <numerusform>Screens were kept on %Ln day, the first on {0}. What was on screen while Reverie was paused, locked or off is not here.</numerusform>
            <numerusform>Screens were kept on %Ln days, the first on {0}. What was on screen while Reverie was paused, locked or off is not here.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Receipts</name>
    <message numerus="yes">
        <source>%Ln more: reverie receipts lists them all.</source>
        <translation>
            <numerusform>%Ln more: reverie receipts lists them all.</numerusform>
            <numerusform>%Ln more: reverie receipts lists them all.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s), the text kept</source>
        <translation>
            <numerusform>%Ln picture, its text kept</numerusform>
            <numerusform>%Ln pictures, their text kept</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Rehearsal</name>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln more</numerusform>
            <numerusform>%Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This would have hidden %Ln moment(s) of last week: {0}; {1}.</source>
        <translation>
            <numerusform>This would have hidden %Ln moment of last week: {0}; {1}.</numerusform>
            <numerusform>This would have hidden %Ln moments of last week: {0}; {1}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message numerus="yes">
        <source>%Ln to digest</source>
        <translation>
            <numerusform>%Ln to digest</numerusform>
            <numerusform>%Ln to digest</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Stored</name>
    <message numerus="yes">
        <source>%Ln line(s) of conversations</source>
        <translation>
            <numerusform>%Ln line of conversations</numerusform>
            <numerusform>%Ln lines of conversations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln memory(s)</source>
        <translation>
            <numerusform>%Ln memory</numerusform>
            <numerusform>%Ln memories</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s)</source>
        <translation>
            <numerusform>%Ln note</numerusform>
            <numerusform>%Ln notes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln screen(s)</source>
        <translation>
            <numerusform>%Ln screen</numerusform>
            <numerusform>%Ln screens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Known backups and exports: %Ln.</source>
        <translation>
            <numerusform>Known backups and exports: %Ln.</numerusform>
            <numerusform>Known backups and exports: %Ln.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tape</name>
    <message numerus="yes">
        <source>%Ln moment(s)</source>
        <translation>
            <numerusform>%Ln moment</numerusform>
            <numerusform>%Ln moments</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Threads</name>
    <message numerus="yes">
        <source>{0}, %Ln line(s)</source>
        <translation>
            <numerusform>{0}, %Ln line</numerusform>
            <numerusform>{0}, %Ln lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Several</name>
    <message numerus="yes">
        <source>%Ln memory(s) chosen</source>
        <translation>
            <numerusform>%Ln memory is chosen</numerusform>
            <numerusform>%Ln memories are chosen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>forgetting</name>
    <message numerus="yes">
        <source>%Ln answer(s) that cited them</source>
        <translation>
            <numerusform>%Ln answer that cited them</numerusform>
            <numerusform>%Ln answers that cited them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln memory(s)</source>
        <translation>
            <numerusform>%Ln memory</numerusform>
            <numerusform>%Ln memories</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln memory(s) also rest(s) on other moments and is/are told anew by these; the history goes.</source>
        <translation>
            <numerusform>%Ln memory also rests on other moments: it is told anew by these, its history goes.</numerusform>
            <numerusform>%Ln memories also rest on other moments: they are told anew by these, their history goes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln moment(s)</source>
        <translation>
            <numerusform>%Ln moment</numerusform>
            <numerusform>%Ln moments</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s)</source>
        <translation>
            <numerusform>%Ln picture</numerusform>
            <numerusform>%Ln pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Forget the last %n minute(s): {0}…</source>
        <translation>
            <numerusform>Forget the last minute: {0}…</numerusform>
            <numerusform>Forget the last %n minutes: {0}…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Forget the last %n minute(s)…</source>
        <translation>
            <numerusform>Forget the last minute…</numerusform>
            <numerusform>Forget the last %n minutes…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pausing</name>
    <message numerus="yes">
        <source>Pause for %n minute(s)</source>
        <translation>
            <numerusform>Pause for a minute</numerusform>
            <numerusform>Pause for %n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sealed_box</name>
    <message numerus="yes">
        <source> (%Ln moment(s) waiting)</source>
        <translation>
            <numerusform> (%Ln moment waiting)</numerusform>
            <numerusform> (%Ln moments waiting)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steps</name>
    <message numerus="yes">
        <source>%Ln weighed</source>
        <translation>
            <numerusform>%Ln weighed</numerusform>
            <numerusform>%Ln weighed</numerusform>
        </translation>
    </message>
</context>
</TS>
