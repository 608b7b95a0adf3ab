/** How somebody behaves of whom the story tells nothing: on the day they are asked, as people do, or never. */
export const casts = ['prompt', 'typical', 'silent'] as const;

export type Cast = (typeof casts)[number];
