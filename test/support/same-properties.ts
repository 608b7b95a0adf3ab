import { configureGlobal } from 'fast-check';

/*
 * Properties are tried with the same examples every time, so that a change fails by what it changed.
 * `PROPERTIES=random npm test` tries others, and prints the seed of what it finds.
 */
if (process.env.PROPERTIES !== 'random') configureGlobal({ seed: 20_260_907 });
