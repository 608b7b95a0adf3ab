import type { Guide } from '#domain/programme/programme.ts';

/** Six steps and 24 minutes, as the alliance timed them. */
export const projectTuningGuide: Guide = {
  key: 'project-tuning',
  title: 'Project tuning',
  introduction:
    'A teacher brings the plan of a project, and colleagues help to make it better. Be hard on the plan and gentle with the person; speak, then leave room for others; say what is kind, helpful and exact. One of you keeps the time.',
  steps: [
    {
      minutes: 4,
      title: 'Present',
      text: 'The presenter tells what the project is, what pupils will make and learn, and the one question that she wants help with. Everybody else listens.',
    },
    {
      minutes: 3,
      title: 'Clarify',
      text: 'The group asks for facts that it lacks. Each answer is a yes, a no or a few words.',
    },
    {
      minutes: 4,
      title: 'Probe',
      text: 'The group asks questions that make the presenter think further.',
    },
    {
      minutes: 7,
      title: 'Discuss',
      text: 'The presenter moves her chair back, stays silent and takes notes. The group talks about the project: what is strong, and what could be better.',
    },
    {
      minutes: 4,
      title: 'Answer',
      text: 'The presenter says what she heard and what she will do with it.',
    },
    {
      minutes: 2,
      title: 'Look back',
      text: 'Everybody says how the tuning itself went.',
    },
  ],
};

/** The minutes are a suggestion for a conversation of half an hour. */
export const grow: Guide = {
  key: 'grow',
  title: 'A GROW conversation',
  introduction:
    'Four steps that keep the thinking with the person who is coached. The coach asks and listens; advice comes last, and only if it is wanted. The minutes are a suggestion for half an hour.',
  steps: [
    { minutes: 6, title: 'Goal', text: 'What do you want to be different, and how will you know that it is?' },
    { minutes: 9, title: 'Reality', text: 'What happens now? What have you tried, and what came of it?' },
    { minutes: 9, title: 'Options', text: 'What could you do? What else? What would each of these cost and bring?' },
    { minutes: 6, title: 'Way forward', text: 'What will you do, by when, and who or what will help you?' },
  ],
};

/** The minutes are a suggestion. */
export const coCoachingGuide: Guide = {
  key: 'co-coaching',
  title: 'A co-coaching conversation',
  introduction:
    'Partners take turns: one has taught and thinks aloud, the other has watched and asks. Begin from what was seen, not from what was thought of it. The minutes are a suggestion for half an hour.',
  steps: [
    { minutes: 6, title: 'Focus', text: 'What did you want to try, and what happened in that part of the lesson?' },
    { minutes: 8, title: 'Why it works', text: 'What made it work for these pupils, or kept it from working?' },
    { minutes: 8, title: 'Alternatives', text: 'What else could you have done, and what would it have changed?' },
    { minutes: 8, title: 'Next steps', text: 'What will you try next, with whom, and what shall I look out for?' },
  ],
};

/** The minutes are a suggestion for one free period. */
export const triadCoaching: Guide = {
  key: 'triad-coaching',
  title: 'Coaching in a triad',
  introduction:
    'One is coached, one coaches, one observes: and the observer is there to learn, not to judge. Change parts next time. The minutes are a suggestion for a free period.',
  steps: [
    { minutes: 3, title: 'Agree', text: 'Who has which part today, and what is the conversation to be about?' },
    {
      minutes: 20,
      title: 'Coach',
      text: 'The coach asks, the coachee thinks aloud. The observer stays silent and notes questions that opened something up.',
    },
    {
      minutes: 7,
      title: 'Learn',
      text: 'The observer tells what she learned from watching, for her own coaching and teaching.',
    },
    {
      minutes: 5,
      title: 'Carry on',
      text: 'The coachee says what she will do next. Set the next meeting and its parts.',
    },
  ],
};

/** Nine prompts, in the order of the alliance’s sheet; the minutes are ours. */
export const pupilTalk: Guide = {
  key: 'talking-with-pupils',
  title: 'Talking with pupils after the lesson',
  introduction:
    'A few minutes with each case pupil, as soon after the lesson as you can. Ask, listen, and write down their own words. Write no names.',
  steps: [
    ['Liked', 'What did you like about the lesson?'],
    ['Learned', 'What did you learn?'],
    ['How', 'How did you learn it?'],
    ['Helped', 'What helped you to learn?'],
    ['Disliked', 'What did you not like?'],
    ['Hard', 'What was hard?'],
    ['Why hard', 'Why was it hard?'],
    ['In the way', 'What did not help you?'],
    ['Next time', 'If we taught this lesson to another class, what should we change?'],
  ].map(([title = '', text = '']) => ({ minutes: 1, title, text })),
};
