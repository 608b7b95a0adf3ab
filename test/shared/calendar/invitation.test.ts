import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { cancellation, feed, invitation, publication } from '#calendar/invitation.ts';
import { london } from '#calendar/london.ts';
import { oneLine, paragraphsOf } from '#wording/wording.ts';
import { expectWellFormed, only, parsed, sample } from './calendar-file.ts';

describe('an invitation', () => {
  it('is a REQUEST as RFC 5546 has it', () => {
    const text = invitation(sample);
    expectWellFormed(text);
    const { calendar, event } = only(text);
    expect(calendar.getFirstPropertyValue('version')).toBe('2.0');
    expect(calendar.getFirstPropertyValue('method')).toBe('REQUEST');
    expect(event.getFirstPropertyValue('uid')).toBe(sample.uid);
    expect(event.getFirstPropertyValue('sequence')).toBe(3);
    expect(event.getFirstPropertyValue('status')).toBe('CONFIRMED');
    expect(event.getFirstPropertyValue('summary')).toBe(sample.summary);
    expect(event.getFirstPropertyValue('location')).toBe(sample.place);
    expect(event.getFirstPropertyValue('description')).toBe(sample.description);
    expect(event.getFirstProperty('organizer')?.toICALString()).toBe(
      'ORGANIZER;CN=Drumbeat:mailto:drumbeat@example.org',
    );
    for (const name of ['uid', 'sequence', 'dtstamp', 'dtstart', 'dtend', 'summary', 'organizer', 'status'])
      expect(event.getAllProperties(name), name).toHaveLength(1);
    expect(text).toContain('\r\nDTSTAMP:20260907T070000Z\r\n');
    expect(text).toContain('\r\nDTSTART;TZID=Europe/London:20261102T091500\r\n');
    expect(text).toContain('\r\nDTEND;TZID=Europe/London:20261102T100000\r\n');
  });

  it('asks nobody for an answer, which would reach no one', () => {
    const asked = only(invitation(sample)).event.getAllProperties('attendee');
    expect(
      asked.map((one) => [
        String(one.getFirstValue()).toLowerCase(),
        ...['cn', 'rsvp', 'partstat', 'role'].map((parameter) => one.getFirstParameter(parameter)),
      ]),
    ).toEqual([
      ['mailto:cal@example.org', 'Cal Example (coach)', 'FALSE', undefined, 'REQ-PARTICIPANT'],
      ['mailto:tess@example.org', 'Tess Example (teacher)', 'FALSE', undefined, 'REQ-PARTICIPANT'],
    ]);
  });

  it('is the same text whenever it is written', () => {
    const texts = ['2026-09-07T07:00:00Z', '2031-01-01T00:00:00Z'].map((now) => {
      vi.useFakeTimers({ now: new Date(now) });
      return [invitation(sample), cancellation(sample), feed('Tess Example', [sample])];
    });
    vi.useRealTimers();
    expect(texts[0]).toEqual(texts[1]);
  });

  it('keeps its UID and raises its SEQUENCE as it moves and is cancelled', () => {
    const moved = { ...sample, sequence: 4, start: london('2026-11-03', '09:15'), end: london('2026-11-03', '10:00') };
    const versions = [invitation(sample), invitation(moved), cancellation({ ...moved, sequence: 5 })].map(
      (text) => only(text).event,
    );
    expect(new Set(versions.map((event) => event.getFirstPropertyValue('uid')))).toEqual(new Set([sample.uid]));
    expect(versions.map((event) => event.getFirstPropertyValue('sequence'))).toEqual([3, 4, 5]);
  });

  it.each([
    ['a long', 'u'.repeat(256)],
    ['an empty', ''],
    ['a folded', 'a\r\nMETHOD:CANCEL'],
    ['a listed', 'a,b;c'],
  ])('refuses %s name for the calendars', (_, uid) => {
    expect(() => invitation({ ...sample, uid })).toThrow('plain short name');
  });

  it.each([-1, 1.5, Number.NaN])('refuses %d as a version', (sequence) => {
    expect(() => invitation({ ...sample, sequence })).toThrow('count up from 0');
  });

  it('refuses a session without length, as one may be that starts in the hour the spring change skips', () => {
    const skipped = { start: london('2027-03-28', '01:30'), end: london('2027-03-28', '02:30') };
    expect(() => invitation({ ...sample, ...skipped })).toThrow('ends after it starts');
  });

  it.each([
    '',
    'nobody',
    'a@example.org,b@example.org',
    'a@example.org\r\nATTENDEE:mailto:b@example.org',
    'a b@example.org',
  ])('refuses %j as an address, without repeating it', (email) => {
    expect(() => invitation({ ...sample, attendees: [{ name: 'A', email }] })).toThrow(
      'The address of somebody invited is not one email address.',
    );
  });
});

describe('a cancellation', () => {
  it('is a CANCEL for everybody, as RFC 5546 has it, and asks for no answer', () => {
    const text = cancellation({ ...sample, sequence: 4 });
    expectWellFormed(text);
    const { calendar, event } = only(text);
    expect(calendar.getFirstPropertyValue('method')).toBe('CANCEL');
    expect(event.getFirstPropertyValue('status')).toBe('CANCELLED');
    expect(event.getFirstPropertyValue('uid')).toBe(sample.uid);
    expect(event.getFirstPropertyValue('organizer')).toBe('mailto:drumbeat@example.org');
    expect(event.getAllProperties('attendee')).toHaveLength(2);
    expect(text).not.toMatch(/RSVP|PARTSTAT|CONFIRMED/);
  });
});

describe('a feed', () => {
  const other = { ...sample, uid: 'coaching-2026/100002/session-1@drumbeat' };

  it('publishes all sessions, to be fetched again every hour, and asks nobody anything', () => {
    const text = feed('Sessions, all; of "Tess"\nExample', [sample, other]);
    expectWellFormed(text);
    const calendar = parsed(text);
    const told = (name: string) => calendar.getFirstPropertyValue(name)?.toString();
    expect(told('method')).toBe('PUBLISH');
    expect(told('refresh-interval')).toBe('PT1H');
    expect(told('x-published-ttl')).toBe('PT1H');
    expect(text).toContain('\r\nNAME:Sessions\\, all\\; of "Tess" Example\r\n');
    expect(text).toContain('\r\nX-WR-CALNAME:Sessions\\, all\\; of "Tess" Example\r\n');
    const events = calendar.getAllSubcomponents('vevent');
    expect(events.map((event) => event.getFirstPropertyValue('uid'))).toEqual([sample.uid, other.uid]);
    expect(events.map((event) => event.getFirstPropertyValue('status'))).toEqual(['CONFIRMED', 'CONFIRMED']);
    expect(text).not.toMatch(/ATTENDEE|RSVP/);
    expect(text.match(/\r\nDTSTAMP:\d{8}T\d{6}Z\r\n/g)).toHaveLength(2);
  });

  it('is a calendar even before the first session', () => {
    const text = feed('Tess Example', []);
    expectWellFormed(text);
    expect(
      parsed(text)
        .getAllSubcomponents()
        .map((one) => one.name),
    ).toEqual(['vtimezone']);
  });
});

describe('a publication', () => {
  const other = { ...sample, uid: 'lesson-study-2026/100001/cycle-1-2/lesson@drumbeat', sequence: 0 };

  it('brings several sessions in one file, and takes others out, as RFC 5546 has it', () => {
    const text = publication([sample, other], [{ ...sample, uid: 'gone@drumbeat', sequence: 4 }]);
    expectWellFormed(text);
    const calendar = parsed(text);
    expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH');
    const events = calendar.getAllSubcomponents('vevent');
    const told = (name: string) => events.map((event) => event.getFirstPropertyValue(name));
    expect(told('uid')).toEqual([sample.uid, other.uid, 'gone@drumbeat']);
    expect(told('sequence')).toEqual([3, 0, 4]);
    expect(told('status')).toEqual(['CONFIRMED', 'CONFIRMED', 'CANCELLED']);
    expect(told('organizer')).toEqual(events.map(() => 'mailto:drumbeat@example.org'));
    expect(text).not.toMatch(/ATTENDEE|RSVP|REFRESH-INTERVAL/);
  });
});

describe('what people typed', () => {
  const words = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 120 }),
    fc.string({ unit: 'grapheme', maxLength: 120 }),
    fc
      .tuple(fc.string(), fc.constantFrom('\r\n', '\n', '\r', '\u2028', '\0', '\r\n ', '\u0085'), fc.string())
      .map(([a, end, b]) => `${a}${end}END:VEVENT${end}BEGIN:VEVENT${end}METHOD:CANCEL${end}${b}`),
    fc.constantFrom(
      'a, b; c: "d" \\ e',
      '\\n\\,\\;',
      '\ud800',
      'a\udc00'.repeat(60),
      '"',
      '^n^^',
      '🥁'.repeat(60),
      'CN="x";X=1:y',
    ),
  );

  it('comes back as it was, on lines of its own', () => {
    fc.assert(
      fc.property(words, words, words, words, (summary, place, description, name) => {
        const session = {
          ...sample,
          summary,
          place,
          description,
          organizer: { ...sample.organizer, name },
          attendees: [{ name, email: 'tess@example.org' }],
        };
        for (const text of [
          invitation(session),
          cancellation(session),
          feed(name, [session]),
          publication([session], []),
        ]) {
          expectWellFormed(text);
          const { event } = only(text);
          expect(event.getFirstPropertyValue('summary')).toBe(oneLine(summary));
          expect(event.getFirstPropertyValue('location') ?? '').toBe(oneLine(place));
          expect(paragraphsOf(String(event.getFirstPropertyValue('description') ?? ''))).toEqual(
            paragraphsOf(description),
          );
          const shown = oneLine(name.replaceAll('"', "'").replace(/[\\^]/g, ' '));
          expect(event.getFirstProperty('organizer')?.getFirstParameter('cn')).toBe(shown || 'drumbeat@example.org');
          expect(event.getFirstPropertyValue('organizer')).toBe('mailto:drumbeat@example.org');
          for (const one of event.getAllProperties('attendee')) {
            expect(one.getFirstParameter('cn')).toBe(shown || 'tess@example.org');
            expect(String(one.getFirstValue())).toMatch(/^mailto:tess@example\.org$/i);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('keeps any address', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (email) => {
        const { event } = only(invitation({ ...sample, attendees: [{ name: 'Tess', email }] }));
        const uri = String(event.getFirstPropertyValue('attendee'));
        expect(decodeURIComponent(uri.replace(/^mailto:/i, ''))).toBe(email);
      }),
    );
  });
});
