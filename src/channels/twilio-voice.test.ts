import { describe, expect, it } from 'vitest';
import { twilioCode, twilioGreeting, twilioSignature } from './twilio-voice.ts';

const call = (locale: string) => ({
  locale,
  spoken: { greeting: 'A & B', prompt: 'Press "1".', code: '12', goodbye: '<bye>' },
});

describe('a signature', () => {
  it('is the one of the example in Twilio’s documents', () => {
    const fields = new URLSearchParams({
      CallSid: 'CA1234567890ABCDE',
      To: '+18005551212',
      Digits: '1234',
      From: '+12349013030',
      Caller: '+12349013030',
    });
    expect(twilioSignature('https://mycompany.com/myapp.php?foo=1&bar=2', fields, '12345')).toBe(
      '0/KCTR6DLpKmkAf8muzZqo1nDgQ=',
    );
  });
});

describe('TwiML', () => {
  it('asks for one key twice and ends the call when none comes', () => {
    const url = 'https://reset.example/callbacks/voice/a?b&c';
    const gather =
      '<Gather input="dtmf" numDigits="1" timeout="8" method="POST" action="https://reset.example/callbacks/voice/a?b&amp;c">';
    const say = '<Say voice="Polly.Joanna" language="en-US">';
    expect(twilioGreeting(call('en'), url)).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Response>' +
        `${gather}${say}A &amp; B Press &quot;1&quot;.</Say></Gather>` +
        `${gather}${say}Press &quot;1&quot;.</Say></Gather>` +
        `${say}&lt;bye&gt;</Say><Hangup/></Response>`,
    );
  });

  it('reads each digit by itself, with a pause, and all of them twice', () => {
    const say = '<Say voice="Polly.Vicki" language="de-DE">';
    const once = `${say}1</Say><Pause length="1"/>${say}2</Say>`;
    expect(twilioCode(call('de-AT'))).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Response><Pause length="1"/>' +
        `${once}<Pause length="3"/>${once}<Pause length="1"/>` +
        `${say}&lt;bye&gt;</Say><Hangup/></Response>`,
    );
  });

  it('speaks Arabic by a voice that does, and leaves an unknown language to Twilio', () => {
    expect(twilioCode(call('ar'))).toContain('<Say voice="Polly.Zeina" language="arb">');
    expect(twilioCode(call('fr-FR'))).toContain('<Say language="fr-FR">');
  });
});
