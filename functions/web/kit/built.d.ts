/** What compile.ts writes; not kept in the repository. */
declare module '*/built/templates.mjs' {
  const templates: Record<string, object>;
  export default templates;
}

declare module '*/built/assets.mjs' {
  interface Asset {
    /** holds a hash of the text, so that it may be cached for ever */
    readonly name: string;
    readonly text: string;
  }
  export const stylesheet: Asset;
  export const icon: Asset;
}

declare module 'nunjucks/browser/nunjucks-slim.js' {
  export { default } from 'nunjucks';
}
