const REPORT =
  'Leadership of great pedagogy in teaching school alliances: research case studies (NCTL, 2015), Open Government Licence v3.0';

/** One of the eleven case studies of the report. */
export const nctl = (who: string): string => `${who}, in ${REPORT}`;
