import type { Questionnaire, Scale } from '#domain/programme/questionnaire.ts';

const frequency: Scale = { points: ['Never', 'Rarely', 'Occasionally', 'Frequently', 'Always'], best: 'last' };

/** A questionnaire with every form of question, in sections and outside them. */
export const everyForm: Questionnaire = {
  title: 'Every form',
  introduction: 'One of each.',
  questions: [
    {
      form: 'section',
      heading: 'Personal style',
      introduction: 'How you work with those you mentor.',
      questions: [
        {
          key: 'style',
          form: 'grid',
          text: 'How often is this so?',
          scale: frequency,
          strand: 'Style',
          statements: [
            { key: 'trust', text: 'I am trusted' },
            { key: 'confidential', text: 'I keep what I hear to myself' },
          ],
        },
        { key: 'aim', form: 'open', text: 'What do you want to get better at?', hint: 'One thing will do' },
      ],
    },
    {
      key: 'confidence',
      form: 'grid',
      text: 'How confident are you?',
      hint: 'Think of the last month',
      scale: { points: ['Very', 'Fairly', 'Not at all'], best: 'first' },
      statements: [{ key: 'gain', text: 'In planning' }],
    },
    {
      form: 'section',
      heading: 'You',
      questions: [
        { key: 'phase', form: 'choice', text: 'Which phase do you teach?', options: ['Primary', 'Secondary'] },
        {
          key: 'techniques',
          form: 'ranking',
          text: 'Which techniques matter most?',
          items: [
            { key: 'feedback', text: 'Feedback' },
            { key: 'groups', text: 'Groups' },
            { key: 'talk', text: 'Talk' },
          ],
        },
      ],
    },
    {
      key: 'enjoy',
      form: 'class-total',
      text: 'I enjoy lessons',
      hint: 'Ask for hands up',
      scale: { points: ['Never', 'Sometimes', 'Often'], best: 'last' },
    },
    {
      key: 'grade',
      form: 'scale',
      text: 'How was your last lesson graded?',
      scale: { points: ['Outstanding', 'Good', 'Requires improvement', 'Inadequate'], best: 'first' },
    },
  ],
};

/** One answer to each of its questions but the open one. */
export const everyAnswer = {
  trust: 4,
  confidential: 5,
  gain: 1,
  phase: 2,
  'techniques.feedback': 2,
  'techniques.groups': 3,
  'techniques.talk': 1,
  'enjoy.1': 0,
  'enjoy.2': 12,
  'enjoy.3': 15,
  grade: 3,
} as const;

/** As somebody types it into the form. */
export const everyField: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(everyAnswer).map(([key, value]) => [`answer-${key}`, String(value)]),
);
