import type { Instant } from '../calendar/london.ts';
import type { MessageKind } from '../domain/message.ts';
import { toHtml } from './html.ts';
import { type Letter, toText } from './letter.ts';
import { oneLine } from './wording.ts';

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
}

/** One address and nothing but: the mail library would read a second one out of a comma. */
function mailbox({ name, email }: Mailbox, whose: string) {
  const address = email.trim();
  if (!/^[^\s\p{Cc}<>()[\],;:\\"@]+@[^\s\p{Cc}<>()[\],;:\\"@]+$/u.test(address))
    throw new Error(`The ${whose} address is not one email address.`);
  return { name: oneLine(name), address };
}

/**
 * The whole email as it goes over the wire (MIME, text and HTML). Its Message-ID is the mail library's own until SES
 * puts one of its in the place.
 */
export async function compose({ letter, kind, key, from, to, replyTo, date }: ToCompose): Promise<Uint8Array> {
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
