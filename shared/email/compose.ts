import type { Instant } from '#calendar/london.ts';
import type { MessageKind } from '#domain/messages/catalogue.ts';
import { oneLine } from '#wording/wording.ts';
import { toHtml } from './html.ts';
import { type Letter, toText } from './letter.ts';

interface Mailbox {
  readonly name: string;
  readonly email: string;
}

export interface ToCompose {
  readonly letter: Letter;
  readonly kind: MessageKind;
  /** the message's key: see Message */
  readonly key: string;
  readonly from: Mailbox;
  readonly to: Mailbox;
  readonly replyTo: Mailbox;
  readonly date: Instant;
  readonly calendar?: CalendarPart | undefined;
  readonly attachments?: readonly Attachment[] | undefined;
}

/** An invitation or its cancellation, which the reader's calendar answers and follows. */
export interface CalendarPart {
  readonly method: 'REQUEST' | 'CANCEL';
  /** iCalendar, of the same method */
  readonly text: string;
}

export interface Attachment {
  readonly filename: string;
  /** `application/pdf` */
  readonly contentType: string;
  readonly content: Uint8Array;
}

/** One address and nothing but: the mail library would read a second one out of a comma. */
function mailbox({ name, email }: Mailbox, whose: string) {
  const address = email.trim();
  if (!/^[^\s\p{Cc}<>()[\],;:\\"@]+@[^\s\p{Cc}<>()[\],;:\\"@]+$/u.test(address))
    throw new Error(`The ${whose} address is not one email address.`);
  return { name: oneLine(name), address };
}

/** Goes twice: as one more way to read the letter, as Outlook and Google have it, and as the file `invite.ics`. */
function eventOf({ method, text }: CalendarPart) {
  // where the part and the text differ, some programs believe the one and some the other
  if (!text.includes(`\r\nMETHOD:${method}\r\n`)) throw new Error(`The calendar part is no ${method}.`);
  return { method, content: text };
}

/**
 * The whole email as it goes over the wire (MIME, text and HTML). Its Message-ID is the mail library's own until SES
 * puts one of its in the place.
 */
export async function compose(message: ToCompose): Promise<Uint8Array> {
  const { letter, kind, key, from, to, replyTo, date, calendar, attachments = [] } = message;
  // costs most of a tenth of a second, so only whoever sends pays for it
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  return new MailComposer({
    from: mailbox(from, 'from'),
    to: mailbox(to, 'to'),
    replyTo: mailbox(replyTo, 'reply-to'),
    subject: oneLine(letter.subject),
    date: new Date(date),
    text: toText(letter),
    html: toHtml(letter),
    ...(calendar ? { icalEvent: eventOf(calendar) } : {}),
    attachments: attachments.map(({ filename, contentType, content }) => ({
      filename: oneLine(filename),
      contentType,
      content: Buffer.from(content),
    })),
    headers: {
      'Auto-Submitted': 'auto-generated',
      // out-of-office notes would reach nobody; reports of non-delivery are wanted, so NDR and `All` are left out
      'X-Auto-Response-Suppress': 'DR, RN, NRN, OOF, AutoReply',
      'X-Drumbeat-Key': key,
      'X-Drumbeat-Kind': kind,
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
}
