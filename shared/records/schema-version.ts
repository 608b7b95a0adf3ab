import { type Item, Poisoned } from './documents.ts';
import { pack, unpacked } from './packed.ts';

/*
 * Which shape a record has. Each says the version that it was written in, beside what it holds: a release reads what earlier
 * ones wrote and keeps its hands off what a later one wrote, as after a deployment that was taken back. What lasts a month
 * at most (sign-ins, allowances, the pace) says none, nor do a document that is made again from its report and the claims of
 * people's days, whose truth is in the records of schools.
 */

/**
 * What this release writes. It is raised when an earlier release would misread what is written now; a field that it would
 * only carry along is no reason to.
 */
export const SCHEMA_VERSION = 1;

/**
 * What it writes where the release before would misread it: records that are kept compressed, and the head of a school of
 * which not everything is written yet. All others stay readable to a release that comes back.
 */
export const NEWEST_VERSION = 2;

/** Goes into every record that is written. Writes that change one field of a record leave its version as it is. */
export const VERSIONED = { schemaVersion: SCHEMA_VERSION } as const;

export const NEWEST = { schemaVersion: NEWEST_VERSION } as const;

/** A record as it is written, with its version: compressed where it is long. */
export function recordOf(it: unknown): Item {
  const packed = pack(it);
  return { ...('packed' in packed ? NEWEST : VERSIONED), ...packed };
}

/** By the version that a record was written in: how what it holds becomes what the next version holds. */
const upgrades: Readonly<Record<number, (it: unknown, item: Item) => unknown>> = {
  // records that say none, as releases until November 2026 wrote them: the shape is the same
  0: (it) => it,
  1: (it) => it,
};

/** A later release wrote it: this one cannot know what it means, and leaves it alone. */
export class FromLaterRelease extends Poisoned {
  override name = 'FromLaterRelease';
}

/**
 * What a record holds, in the shape that this release knows, whichever it was written in.
 * @param it what is read in it, where that is not under `it`
 * @throws {FromLaterRelease}
 */
export function recordIn<T>(item: Item, it: unknown = unpacked(item)): T {
  let read = it;
  for (let version = versionOf(item); version < NEWEST_VERSION; version++) {
    const upgrade = upgrades[version];
    if (!upgrade) throw new Poisoned(`A record has schema version ${version}, which is read no more`);
    read = upgrade(read, item);
  }
  return read as T;
}

/** Whoever changes a record as it stands, whatever its shape, asks this first. @throws {FromLaterRelease} */
export function versionOf({ schemaVersion = 0 }: Item): number {
  if (typeof schemaVersion !== 'number') throw new Poisoned('The schema version of a record is no number');
  if (schemaVersion > NEWEST_VERSION)
    throw new FromLaterRelease(
      `A record has schema version ${schemaVersion}, and this release knows ${NEWEST_VERSION}`,
    );
  return schemaVersion;
}

/** A condition for whoever writes a record without having read what is there. */
export const unlessLater = {
  ConditionExpression: 'attribute_not_exists(schemaVersion) OR schemaVersion <= :known',
  ExpressionAttributeValues: { ':known': NEWEST_VERSION },
} as const;
