import * as z from 'zod';
import type { Fonts } from '#documents/fonts.ts';
import type { Parts } from '#use-cases/parts.ts';
import { renderReport } from '#use-cases/render-report.ts';

const input = z.object({ partnership: z.string(), session: z.string(), version: z.int().positive() });

/** `{partnership, session, version}`: makes the document of a report. It answers nothing: an execution keeps what is answered. */
export const handler =
  (parts: Pick<Parts, 'table'>, fonts: () => Promise<Fonts>) =>
  async (event: unknown): Promise<void> => {
    const { partnership, session, version } = input.parse(event);
    await renderReport(parts, await fonts(), partnership, session, version);
  };
