import { Conflict } from './documents.ts';

/**
 * Reads, judges and saves as `once` does, anew where somebody else saved meanwhile: so many times in all.
 * @throws {Conflict} when that goes on
 */
export async function untilSaved<T>(times: number, once: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++)
    try {
      return await once();
    } catch (error) {
      if (!(error instanceof Conflict) || tried === times) throw error;
    }
}
