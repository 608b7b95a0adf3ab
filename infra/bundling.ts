import { fileURLToPath } from 'node:url';

/** The repository's root folder, ending in a slash. */
export const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** Every folder under functions/ is one Lambda. */
export const FUNCTION_FOLDERS = [
  'web',
  'tick',
  'launch-cohort',
  'decide-turn',
  'render-report',
  'plan-cover',
  'solve-cover',
  'send-message',
  'close-cohort',
  'record-delivery',
] as const;

export type FunctionFolder = (typeof FUNCTION_FOLDERS)[number];

/** The file where a function begins. */
export const entryOf = (folder: FunctionFolder): string => `${ROOT}functions/${folder}/index.ts`;

/** The script that must have run before a function's files can be bundled, from the root. */
export const BEFORE_BUNDLING: Readonly<Partial<Record<FunctionFolder, string>>> = {
  web: 'functions/web/kit/compile.ts',
};

/** What shared/documents/fonts.ts reads, from the root of whatever runs it. */
const FONTS = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((name) => `node_modules/dejavu-fonts-ttf/ttf/${name}`);

/**
 * What a function reads from disk while it runs, which no bundler sees: each file, from the root, and where it lies beside
 * the bundle. Fonts are looked for in `node_modules` there, the solver's program next to the code.
 */
export const BESIDE: Readonly<Partial<Record<FunctionFolder, readonly (readonly [file: string, beside: string])[]>>> = {
  'render-report': FONTS.map((font) => [font, font]),
  web: FONTS.map((font) => [font, font]),
  'solve-cover': [['node_modules/highs/build/highs.wasm', 'highs.wasm']],
};

/**
 * How a function becomes one file: for the deployment, for the benchmark and for the tests alike.
 * Everything goes in (an AWS client from the Lambda image would change under us), and the banner gives the few
 * CommonJS packages the `require` that an ES module lacks.
 */
export const BUNDLING = {
  target: 'node24',
  format: 'esm',
  minify: true,
  mainFields: ['module', 'main'],
  banner: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);",
} as const;
