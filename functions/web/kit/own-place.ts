/** Pages of leads: letters that need no care, no step upwards. */
const PATH = /^\/(cohorts|programmes|signed-in)(\/\w[\w.-]*)*\/?$/;
const QUERY = /^\?[\w.~%=&+-]+$/;

/**
 * A page of the leads' own that somebody named, with its query where that is plain; undefined for anything that leads
 * elsewhere.
 */
export function ownPlace(given = ''): string | undefined {
  const from = given.indexOf('?');
  const [path, query] = from < 0 ? [given, ''] : [given.slice(0, from), given.slice(from)];
  if (!PATH.test(path)) return undefined;
  return QUERY.test(query) ? path + query : path;
}
