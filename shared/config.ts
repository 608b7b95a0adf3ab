import * as z from 'zod';

const text = z.string().min(1);

const settings = {
  TABLE: text,
  /** of answers, drafts and reports: only whoever reads or writes them is told */
  PRIVATE_TABLE: text,
  /** of the pages, without a slash at the end: `https://drumbeat.example.org` */
  SITE_ORIGIN: z.url().transform((url) => url.replace(/\/$/, '')),
  /** the address that emails come from */
  SENDER: text,
  CONFIGURATION_SET: text.optional(),
  /** of the secret that signs links, in Secrets Manager */
  LINK_SECRET_ID: text,
  /** addresses that may sign in before they lead a cohort, with commas between */
  LEADS: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((address) => address.trim().toLowerCase())
        .filter(Boolean),
    ),
  TURN_MACHINE: text,
  DELIVER_MACHINE: text,
  PLAN_MACHINE: text,
  COHORT_MACHINE: text,
  LAUNCH_MACHINE: text,
  STAGE: text.default('local'),
};

type Settings = { [K in keyof typeof settings]: z.output<(typeof settings)[K]> };

/** The environment variables that a function needs, parsed once. A missing one is an error that names it. */
export function config<K extends keyof Settings>(...names: K[]): Pick<Settings, K> {
  const wanted = z.object(Object.fromEntries(names.map((name) => [name, settings[name]])));
  const read = wanted.safeParse(process.env);
  if (!read.success)
    throw new Error(`Settings are missing or wrong: ${read.error.issues.map((i) => i.path.join('.')).join(', ')}`);
  return read.data as Pick<Settings, K>;
}
