import { doneByLead, type Journey } from '#web/kit/journey.ts';
import { cover, showCover, showCoverConfirmed, showCoverEnded } from './route.ts';

export const task: Journey = {
  pages: [['/cover', cover]],
  owed: { page: (c) => showCover(c) },
  done: { page: showCoverConfirmed },
  ended: showCoverEnded,
  // what comes of somebody's not coming, though other cover is asked for by then
  shows: (_doing, path) => path === '/cover/next',
  lead: doneByLead,
};
