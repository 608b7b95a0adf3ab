/** One fact of a copy: what it is, and what is kept. */
export interface CopyLine {
  readonly label: string;
  /** several lines of text stay several */
  readonly text: string;
}

export interface CopySection {
  readonly heading: string;
  readonly lines: readonly CopyLine[];
}

/** Nothing where there are no lines. */
export const section = (heading: string, lines: readonly CopyLine[]): readonly CopySection[] =>
  lines.length > 0 ? [{ heading, lines }] : [];

/** What a report on a session says, part by part. */
export const reportParts = {
  workedOn: 'What was worked on',
  seen: 'What was seen',
  agreed: 'What was agreed next',
} as const;
