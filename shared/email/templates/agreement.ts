import { type Instant, inWords, type LocalDate } from '#calendar/london.ts';
import type { Signature } from '#domain/partnership/partnership.ts';
import type { Agreement } from '#domain/programme/programme.ts';
import { facts, heading, type Letter, link, list, paragraph } from '#email/letter.ts';
import { dayInSubject, momentInWords, paragraphsOf, subjectWith, withinSentence } from '#wording/wording.ts';
import { footer, greeting, type SchoolReading } from './reader.ts';

export interface AgreementRequest extends SchoolReading {
  /** the programme in one sentence */
  readonly about: string;
  /** the signer names a deputy too */
  readonly namesDeputy: boolean;
  readonly due: Instant;
  /** the last day on which the school can sign; undefined: it can as long as the programme runs */
  readonly until: LocalDate | undefined;
  readonly link: string;
}

export function agreementRequest(f: AgreementRequest): Letter {
  return {
    subject: subjectWith(withinSentence(f.programme), (name) => `Sign the ${name} agreement by ${dayInSubject(f.due)}`),
    preheader: `${f.lead} invites ${f.school} to ${f.cohort}`,
    blocks: [
      heading('Read and sign the partnership agreement'),
      greeting(f),
      paragraph(`${f.lead} invites ${f.school} to take part in ${f.cohort}. ${f.about}`),
      paragraph(
        'The agreement says what your school and the teaching school each promise. It takes a few minutes to read.',
      ),
      ...(f.namesDeputy
        ? [paragraph('The page also asks for a deputy, who reads the coaches’ reports when you cannot be reached.')]
        : []),
      facts(['School', f.school], ['Sign by', momentInWords(f.due)]),
      link('Read and sign the agreement', f.link),
      paragraph('If your school cannot take part, say so on the same page and nothing more is asked of you.'),
      ...(f.until ? [paragraph(`The last day on which your school can sign is ${inWords(f.until)}.`)] : []),
    ],
    footer: footer(f, 'link'),
  };
}

export interface CountersignRequest extends SchoolReading {
  readonly signed: Signature;
  /** the school is to choose its teachers next */
  readonly teachersNext: boolean;
  readonly due: Instant;
  /** the school's page, after signing in */
  readonly link: string;
}

export function countersignRequest(f: CountersignRequest): Letter {
  return {
    subject: subjectWith(f.school, (school) => `Countersign the agreement with ${school} by ${dayInSubject(f.due)}`),
    preheader: `${f.signed.name} has signed for ${f.school}`,
    blocks: [
      heading(`${f.school} has signed the agreement`),
      greeting(f),
      paragraph(
        `The agreement holds once you have countersigned it.${f.teachersNext ? ' The school is then asked for its teachers.' : ''}`,
      ),
      facts(
        ['School', f.school],
        ['Signed by', `${f.signed.name}, ${f.signed.role}`],
        ['Signed', momentInWords(f.signed.at)],
        ['Countersign by', momentInWords(f.due)],
      ),
      link('Countersign the agreement', f.link),
    ],
    footer: footer(f, 'link'),
  };
}

export interface SignedAgreement extends SchoolReading {
  readonly agreement: Agreement;
  readonly signatures: readonly Signature[];
  /** who reads reports when the head cannot be reached: "Ada Example, ada@example.org" */
  readonly deputy?: string | undefined;
}

export function signedAgreement(f: SignedAgreement): Letter {
  const { agreement } = f;
  return {
    subject: subjectWith(f.school, (school) => `Signed copy: ${withinSentence(f.programme)} agreement, ${school}`),
    preheader: 'Both sides have signed. The whole agreement is below: keep this email.',
    blocks: [
      heading(agreement.title),
      greeting(f),
      paragraph(
        `Both sides have signed the agreement between ${f.school} and the teaching school for ${f.cohort}. This is the signed copy: keep this email.`,
      ),
      heading('The school promises to'),
      list(agreement.schoolCommitments),
      heading('The teaching school promises to'),
      list(agreement.teachingSchoolCommitments),
      heading('Ethics'),
      list(agreement.ethics),
      ...(f.deputy ? [facts(['Deputy for the coaches’ reports', f.deputy])] : []),
      heading('Signatures'),
      ...f.signatures.map((s) =>
        facts(
          [s.party === 'school' ? 'For the school' : 'For the teaching school', `${s.name}, ${s.role}`],
          ['Signed', momentInWords(s.at)],
        ),
      ),
    ],
    footer: footer(f, 'no link'),
  };
}

export interface Declined extends SchoolReading {
  /** who said so */
  readonly by: string;
  readonly at: Instant;
  readonly reason?: string | undefined;
}

export function declined(f: Declined): Letter {
  const reason = paragraphsOf(f.reason ?? '');
  return {
    subject: subjectWith(f.school, (school) => `${school} has declined ${withinSentence(f.programme)}`),
    preheader: `${f.by} declined for the school. There is nothing to do.`,
    blocks: [
      heading(`${f.school} has declined`),
      greeting(f),
      paragraph(
        `${f.school} will not take part in ${f.cohort}. Nothing more is asked of the school. While the programme runs, you can invite it again on its page.`,
      ),
      facts(['Declined by', f.by], ['Declined', momentInWords(f.at)]),
      heading('Reason'),
      ...(reason.length > 0 ? reason : ['None was given.']).map(paragraph),
    ],
    footer: footer(f, 'no link'),
  };
}

export interface SigningOver extends SchoolReading {
  /** the last day on which the school could sign */
  readonly until: LocalDate;
  /** the school's page, for the lead */
  readonly link?: string | undefined;
}

/** Nobody signed in time: to whoever was asked, to coaches who waited for it, and to the lead. */
export function signingOver(f: SigningOver): Letter {
  const isLead = f.to.role === 'lead';
  const follows: readonly string[] = isLead
    ? [
        'Nothing more is asked of the school, and its link no longer works. Sessions to come there are cancelled.',
        'You can invite it again on its page, for as long as the programme runs.',
      ]
    : f.to.role === 'coach' || f.to.role === 'mentor'
      ? [`There is nothing for you to do at ${f.school}. Sessions to come there are cancelled.`]
      : [
          'There is nothing left to do, and we will not send any more reminders. The link to the agreement no longer works.',
          `If your school would like to take part after all, tell ${f.lead}, who can invite you again.`,
        ];
  return {
    subject: subjectWith(f.school, (school) => `${school} has not signed and is not taking part`),
    preheader: `The last day to sign was ${inWords(f.until)}`,
    blocks: [
      heading('The time to sign is over'),
      greeting(f),
      paragraph(
        `The agreement for ${f.cohort} could be signed until ${inWords(f.until)}. ${f.school} has not signed it, so the school does not take part.`,
      ),
      ...follows.map(paragraph),
      ...(f.link ? [link('See the school', f.link)] : []),
    ],
    footer: footer(f, 'no link'),
  };
}
