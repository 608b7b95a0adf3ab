/** mailparser ships no types; this is as much of it as the tests read. */
declare module 'mailparser' {
  interface Addresses {
    readonly text: string;
    readonly value: readonly { readonly name: string; readonly address?: string }[];
  }
  interface Attachment {
    readonly partId: string;
    readonly headers: ReadonlyMap<string, unknown>;
    readonly contentType: string;
    readonly contentDisposition?: string;
    readonly filename?: string;
    readonly content: Uint8Array;
  }
  export interface ParsedMail {
    readonly headers: ReadonlyMap<string, unknown>;
    readonly headerLines: readonly { readonly key: string; readonly line: string }[];
    readonly subject?: string;
    readonly from?: Addresses;
    readonly to?: Addresses;
    readonly replyTo?: Addresses;
    readonly date?: Date;
    readonly text?: string;
    readonly html: string | false;
    readonly attachments: readonly Attachment[];
  }
  export function simpleParser(source: Uint8Array): Promise<ParsedMail>;
}
