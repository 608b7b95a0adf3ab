import { type Cohort, partnershipId } from '#domain/cohort/cohort.ts';
import { hasEnded, type Partnership, roomVersion } from '#domain/partnership/partnership.ts';
import type { Questionnaire } from '#domain/programme/questionnaire.ts';
import { readLink, writeLink } from '#links/link.ts';
import type { Secrets } from '#links/secrets.ts';
import { readLinked } from '#links/signed.ts';
import { readCohortFacts } from '#records/cohorts.ts';
import { readPartnership } from '#records/partnerships.ts';
import type { Parts } from './parts.ts';

const ROOM = 'room';
const named = (questionnaire: string) => `${ROOM}-${questionnaire}`;

/** The link that a whole room at a school answers by. It stands for nobody. */
export const writeRoomLink = ({ current }: Secrets, p: Partnership, questionnaire: string): string => {
  const { cohort, urn } = p;
  const version = roomVersion(p, questionnaire);
  return writeLink(current, { cohort, urn, obligation: named(questionnaire), person: ROOM, version });
};

export interface Room {
  readonly cohort: Cohort;
  readonly partnership: Partnership;
  readonly key: string;
  readonly questionnaire: Questionnaire;
  readonly open: boolean;
}

/** Where such a link leads; undefined unless it is one. It is closed once the school’s part has ended. Changes nothing. */
export async function followRoomLink(
  parts: Pick<Parts, 'table' | 'secret' | 'now'>,
  text: string,
): Promise<Room | undefined> {
  const { table } = parts;
  const link = await readLinked(parts, (key) => readLink(key, text));
  if (link?.person !== ROOM) return undefined;
  const [kept, cohort] = await Promise.all([
    readPartnership(table, partnershipId(link.cohort, link.urn)),
    readCohortFacts(table, link.cohort),
  ]);
  const found = Object.entries(cohort?.programme.questionnaires ?? {}).find(
    ([key, { anonymous }]) => anonymous && named(key) === link.obligation,
  );
  if (!kept || !cohort || !found) return undefined;
  const [key, questionnaire] = found;
  if (link.version !== roomVersion(kept.value, key)) return undefined;
  return { cohort, partnership: kept.value, key, questionnaire, open: !hasEnded(kept.value.stage) };
}
