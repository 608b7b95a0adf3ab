import type { ownData } from '#domain/messages/catalogue/own-data.ts';
import { whoAsked } from '#domain/personal-data/kept.ts';
import { requestOf } from '#domain/personal-data/request.ts';
import { type AboutThem, copyCheckRequest, copyReady, erasureRequest } from '#email/templates/own-data.ts';
import { writeDataLink } from '#links/data-link.ts';
import type { Letters } from './letter.ts';
import { asked, itsOwn, letter, type Outgoing, readingOf } from './sending.ts';

function requested({ place: { partnership }, message }: Outgoing, id = '') {
  const request = requestOf(partnership, id);
  const kept = request && whoAsked(partnership, request);
  if (!request || !kept) throw new Error(`Message ${message.key} is about no request`);
  return { request, kept };
}

function aboutThem(sending: Outgoing): AboutThem {
  const { place, message, origin, secret } = sending;
  const { cohort, urn } = place.partnership;
  const { request } = requested(sending, message.request);
  const token = writeDataLink(secret.current, { cohort, urn, request: request.id });
  return { ...readingOf(sending), until: request.until ?? request.at, link: `${origin}/your-data/${token}` };
}

/** Of what somebody has asked of their own data: never any of that data. */
export const ownDataLetters = {
  'copy-check-request': letter(copyCheckRequest, (sending) => {
    const { request, kept } = requested(sending, itsOwn(sending).obligation.request);
    return { ...asked(sending), name: kept.name, asked: request.at };
  }),
  'copy-ready': letter(copyReady, aboutThem),
  'erasure-request': letter(erasureRequest, aboutThem),
} satisfies Letters<Outgoing, keyof typeof ownData>;
