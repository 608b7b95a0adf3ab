import type { Questionnaire, Scale } from '#domain/programme/questionnaire.ts';
import { form, grouped, open, rated } from './questions.ts';

const frequency: Scale = {
  points: [
    '1, I never do this',
    '2, rarely: I need to work on it',
    '3, now and then: I could do more',
    '4, often: I can do this',
    '5, always: this is a strength of mine',
  ],
  best: 'last',
};

/** 29 statements in eight groups, on how often each is true. */
export const mentorAudit = grouped('group', frequency, 'How often is this true of you?', [
  [
    'How I am',
    [
      'I am warm, and people come to trust me.',
      'What I am told in confidence stays with me.',
      'I notice feelings, my own and other people’s, and act with them in mind.',
      'I care about helping people to develop.',
      'I think about my own practice and learn from it.',
    ],
  ],
  [
    'Giving feedback',
    [
      'I say what needs to be said, so that it helps and stretches.',
      'People see something new after I have talked with them.',
      'I back what I say with an exact example.',
      'What went well and what did not each get their share.',
    ],
  ],
  [
    'Asking questions',
    [
      'I ask and dig until I understand a problem fully.',
      'My questions help people to see how far they have come.',
      'I ask to understand what people are like and what drives them.',
      'I choose different kinds of question for different moments.',
    ],
  ],
  [
    'Setting a direction',
    [
      'I help people to set goals that are clear and within reach.',
      'I encourage people to aim high, in their work and for themselves.',
      'The goals that we set make people learn something new.',
    ],
  ],
  [
    'Supporting colleagues',
    ['I bring up what is difficult in a way that helps.', 'I can be a friend and a critic at once.'],
  ],
  [
    'Being there',
    [
      'People can reach me when they need me.',
      'It is easy to be frank with me.',
      'I make time to look at how people are doing and to help.',
      'I keep arranging our mentoring meetings, whatever else is on.',
    ],
  ],
  [
    'Listening',
    [
      'When somebody talks to me, I attend to nothing else.',
      'I check that I have understood what was said.',
      'I let people finish, and draw them out.',
      'I listen at least as much as I talk.',
    ],
  ],
  [
    'Being flexible',
    [
      'I welcome ideas that are new to me.',
      'I get people to be inventive and to look at other situations.',
      'I help people to find their own answer and do not hand them mine.',
    ],
  ],
]);

/** The second of the four stages in which mentors are chosen: seven questions. */
export const mentorEvidence: Questionnaire = form(
  'Stage 2: evidence form',
  'Seven questions about what you bring to mentoring. A few sentences each are enough.',
  [
    open('experience', 'What have you taught, where and for how long, and which teaching standards does it show?'),
    open('relationships', 'How do you build a good working relationship?'),
    open('skills', 'Which skills does a mentor need, and when have you used them?'),
    open('knowledge', 'What do you know that a trainee could learn from?'),
    open('reflection', 'Why does reflecting matter to new teachers, and how do you do it yourself?'),
    open('coaching', 'When have you coached or led a discussion well, and how?'),
    open('leadership', 'What have you led in your career, and what came of it?'),
  ],
);

const quality: Scale = { points: ['Excellent', 'Good', 'Satisfactory', 'Poor'], best: 'first' };

/** Asked at the end of the year. */
export const mentorEvaluation: Questionnaire = form(
  'Mentor evaluation',
  'How the programme was for you, so that next year’s is better.',
  [
    rated(quality, 'information', 'The information that you were given'),
    rated(quality, 'support', 'The support that you had'),
    rated(quality, 'structure', 'How the programme was built'),
    open('training', 'Have you used what you learned in the mentors’ training? For example?'),
    open('successes', 'What went well?'),
    open('recommendations', 'What should be different next time?'),
  ],
);
