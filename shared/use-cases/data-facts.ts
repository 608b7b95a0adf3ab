import { ownData } from '#domain/messages/catalogue/own-data.ts';
import type { Message } from '#domain/messages/message.ts';
import type { InCohort, Owed } from '#domain/obligations/owed.ts';
import { whoAsked } from '#domain/personal-data/kept.ts';
import { requestOf } from '#domain/personal-data/request.ts';
import type { Told } from '#email/templates/index.ts';
import type { SchoolReading } from '#email/templates/reader.ts';
import { writeDataLink } from '#links/data-link.ts';
import type { Secrets } from '#links/secrets.ts';

type AboutData = Message & { readonly kind: keyof typeof ownData };

export const isAboutData = (message: Message): message is AboutData => message.kind in ownData;

interface Known {
  readonly reading: SchoolReading;
  readonly it: () => Owed;
  readonly owed: () => { readonly due: string; readonly link: string };
  readonly at: { readonly origin: string; readonly secret: Secrets };
}

/** What an email about somebody’s own data says: never any of that data. @throws when its request is not there */
export function dataFacts({ partnership: p }: InCohort, message: AboutData, known: Known): Told {
  const { reading, at } = known;
  const requested = (id: string) => {
    const asked = requestOf(p, id);
    const kept = asked && whoAsked(p, asked);
    if (!asked || !kept) throw new Error(`Message ${message.key} is about no request`);
    return { asked, kept };
  };
  if (message.kind === 'copy-check-request') {
    const { asked, kept } = requested(known.it().obligation.request ?? '');
    const { due, link } = known.owed();
    return { kind: message.kind, facts: { ...reading, name: kept.name, asked: asked.at, due, link } };
  }
  const { asked } = requested(message.request ?? '');
  const token = writeDataLink(at.secret.current, { cohort: p.cohort, urn: p.urn, request: asked.id });
  const link = `${at.origin}/your-data/${token}`;
  return { kind: message.kind, facts: { ...reading, until: asked.until ?? asked.at, link } };
}
