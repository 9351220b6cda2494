import { z } from 'zod';
import { localeSchema } from '../domain/locale.ts';
import { predefinedQuestions } from '../domain/registration/predefined-questions.ts';
import type { Registration } from '../domain/registration/registration.ts';
import {
  isGuessable,
  LONGEST_ANSWER,
  normaliseSecurityAnswer,
  SHORTEST_ANSWER,
} from '../domain/registration/security-answers.ts';
import type { EnrolmentFault, HeldMethod, MethodTools, Person, Prompt } from '../ports/method.ts';

/** QN-06: 3 to 200 characters on one line. */
const questionText = z
  .string()
  .trim()
  .max(400)
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]{3,200}$/u);

const customQuestion = z.strictObject({
  /** Never reused for another question: people's answers are kept under it. */
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/),
  text: questionText,
  /** The same question in other languages, by code. */
  texts: z.record(localeSchema, questionText).default({}),
});

const reserved: ReadonlySet<string> = new Set(predefinedQuestions);

const settings = z
  .strictObject({
    enabled: z.boolean(),
    questionsToRegister: z.int().min(3).max(5),
    questionsToAnswer: z.int().min(3).max(5),
    /** Which of those that come with Postern are offered. */
    predefined: z
      .array(z.enum(predefinedQuestions))
      .max(predefinedQuestions.length)
      .meta({ words: 'questions' }),
    custom: z.array(customQuestion).max(500),
    minAnswerLength: z.int().min(SHORTEST_ANSWER).max(20),
    /** Draws other questions for another try; otherwise a person is asked the same ones until they change them. */
    redrawAfterFailure: z.boolean(),
    /** Asked only of somebody who has given another proof already. */
    onlyAsSecondProof: z.boolean(),
  })
  // QN-03: nobody can be asked more than they had to register.
  .refine((given) => given.questionsToAnswer <= given.questionsToRegister, {
    path: ['questionsToAnswer'],
  })
  // QN-04.
  .refine(
    ({ predefined, custom, questionsToRegister }) =>
      predefined.length + custom.length >= questionsToRegister,
    { path: ['predefined'] },
  )
  .refine((given) => new Set(given.predefined).size === given.predefined.length, {
    path: ['predefined'],
  })
  .refine(({ custom }) => new Set(custom.map(({ id }) => id)).size === custom.length, {
    path: ['custom'],
  })
  .refine(({ custom }) => !custom.some(({ id }) => reserved.has(id)), { path: ['custom'] });
export type QuestionsSettings = z.infer<typeof settings>;

const dataSchema = z.object({
  /** By question id: argon2id of the normalised answer (R127). */
  answers: z.record(z.string(), z.string()),
});

const promptSchema = z.object({
  questions: z.array(z.object({ id: z.string() })).max(5),
});

/** One question as it is shown: the words of a predefined one are the page's to know. */
interface ShownQuestion {
  readonly id: string;
  readonly text?: string;
  readonly texts?: Readonly<Record<string, string>>;
}

/** Questions whose answers a person gave beforehand; weak, and never for administrators (QN-19, R125). */
export const questions: HeldMethod<QuestionsSettings> = {
  kind: 'held',
  id: 'questions',
  methodClass: 'questions',
  fills: 1,
  ask: 'questions',
  waits: false,
  settings,
  presets: {
    recommended: {
      enabled: false,
      questionsToRegister: 5,
      questionsToAnswer: 3,
      predefined: [...predefinedQuestions],
      custom: [],
      minAnswerLength: SHORTEST_ANSWER,
      redrawAfterFailure: false,
      onlyAsSecondProof: true,
    },
    entra: {
      enabled: false,
      questionsToRegister: 5,
      questionsToAnswer: 3,
      predefined: [...predefinedQuestions],
      custom: [],
      minAnswerLength: SHORTEST_ANSWER,
      redrawAfterFailure: true,
      onlyAsSecondProof: false,
    },
  },
  forAdministrators: { recommended: false, entra: false },
  needsEarlierProof: ({ onlyAsSecondProof }) => onlyAsSecondProof,
  lifetimeSeconds: () => 900,
  usable: (person, given) => answerable(person, given).length >= given.questionsToAnswer,
  prompt: () => null,
  draw(person, given, tools, decoySeed) {
    const mine = person === null ? [] : answerable(person, given);
    // Made for everybody, so that it takes no longer for nobody.
    const decoys = shuffled(offered(given), `${decoySeed}\ndecoy`, tools);
    const pool =
      mine.length >= given.questionsToAnswer ? mine : decoys.slice(0, given.questionsToRegister);
    const seed = given.redrawAfterFailure ? tools.random.token() : `${decoySeed}\ndraw`;
    return { questions: shuffled(pool, seed, tools).slice(0, given.questionsToAnswer) };
  },
  async verify({ answer, prompt, person, settings: given }, tools) {
    const asked = askedIn(prompt);
    const answers = answersIn(answer);
    const [registration] = person === null ? [] : setsOf(person);
    const kept = registration ? dataSchema.parse(registration.data).answers : {};
    let right = asked.length === given.questionsToAnswer;
    // Every one is looked at, however wrong the first was: the time tells nothing of which.
    for (let at = 0; at < given.questionsToAnswer; at += 1) {
      const id = asked[at] ?? '';
      const typed = normaliseSecurityAnswer(own(answers, id) ?? '');
      const phc = own(kept, id);
      const same = await (phc === undefined
        ? tools.hasher.verifyNobody(typed)
        : tools.hasher.verify(phc, typed));
      right = same && typed !== '' && right;
    }
    return right ? { right: true, fills: 1, used: null } : { right: false };
  },
  enrolment: {
    page: 'questions',
    max: () => 1,
    async begin(_typed, _person, given) {
      const { questionsToRegister, minAnswerLength } = given;
      return {
        ok: true,
        shown: {
          questions: offered(given),
          questionsToRegister,
          minAnswerLength,
          maxAnswerLength: LONGEST_ANSWER,
        },
        kept: {},
        send: null,
      };
    },
    /**
     * @param typed `question1`, `answer1`, `question2` …, with ids for the questions, and `asked1` … with the words in
     * which a predefined one was shown, for an answer must not repeat them.
     */
    async finish(typed, _kept, person, given, tools) {
      const { faults, answers } = readAnswers(typed, person, given);
      if (faults.length > 0) return { ok: false, faults };
      const hashed: [string, string][] = [];
      for (const [id, answer] of answers) hashed.push([id, await tools.hasher.hash(answer)]);
      return {
        ok: true,
        label: String(hashed.length),
        data: { answers: Object.fromEntries(hashed) },
        lookup: null,
        replaces: true,
      };
    },
  },
};

function offered({ predefined, custom }: QuestionsSettings): readonly ShownQuestion[] {
  return [
    ...predefined.map((id) => ({ id })),
    ...custom.map(({ id, text, texts }) => ({
      id,
      text,
      ...(Object.keys(texts).length > 0 && { texts }),
    })),
  ];
}

/** The newest set first. */
function setsOf(person: Person): readonly Registration[] {
  return person.registrations.filter(({ methodId }) => methodId === 'questions').toReversed();
}

/** What a person has answers to and is still asked here. */
function answerable(person: Person, given: QuestionsSettings): readonly ShownQuestion[] {
  const [registration] = setsOf(person);
  if (registration === undefined) return [];
  const { answers } = dataSchema.parse(registration.data);
  return offered(given).filter(({ id }) => Object.hasOwn(answers, id));
}

/** The same order for the same seed, and none that can be foretold without the key. */
function shuffled(
  pool: readonly ShownQuestion[],
  seed: string,
  { vault }: Pick<MethodTools, 'vault'>,
): readonly ShownQuestion[] {
  return pool
    .map((question) => ({
      question,
      place: vault.mac('question-draw', `${seed}\n${question.id}`),
    }))
    .toSorted((a, b) => (a.place < b.place ? -1 : 1))
    .map(({ question }) => question);
}

function askedIn(prompt: Prompt | null): readonly string[] {
  const parsed = promptSchema.safeParse(prompt);
  return parsed.success ? parsed.data.questions.map(({ id }) => id) : [];
}

/** What was answered, as JSON `{questionId: answer}`; nothing where it is none. */
function answersIn(answer: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(answer);
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}

function own(texts: Readonly<Record<string, unknown>>, id: string): string | undefined {
  const text = Object.hasOwn(texts, id) ? texts[id] : undefined;
  return typeof text === 'string' ? text : undefined;
}

/** Every answer with its question, and whatever stands against any of them (QN-07 to QN-10). */
function readAnswers(
  typed: Readonly<Record<string, string>>,
  person: Person,
  given: QuestionsSettings,
): { readonly faults: readonly EnrolmentFault[]; readonly answers: ReadonlyMap<string, string> } {
  const faults: EnrolmentFault[] = [];
  const answers = new Map<string, string>();
  for (let number = 1; number <= given.questionsToRegister; number += 1) {
    const id = typed[`question${number}`] ?? '';
    const question = offered(given).find((one) => one.id === id);
    const answer = normaliseSecurityAnswer(typed[`answer${number}`] ?? '');
    const words = question?.text ?? typed[`asked${number}`] ?? '';
    if (question === undefined) {
      const code = id === '' ? 'required' : 'unknown-question';
      faults.push({ path: `question${number}`, code });
    } else if (answers.has(id)) {
      faults.push({ path: `question${number}`, code: 'question-repeated' });
    }
    const fault = answerFault(answer, [...answers.values()], words, person, given);
    if (fault !== null) faults.push({ path: `answer${number}`, ...fault });
    if (question !== undefined && !answers.has(id)) answers.set(id, answer);
  }
  return { faults, answers };
}

function answerFault(
  answer: string,
  others: readonly string[],
  words: string,
  person: Person,
  { minAnswerLength }: QuestionsSettings,
): Omit<EnrolmentFault, 'path'> | null {
  const length = [...answer].length;
  if (length < minAnswerLength) return { code: 'too-short', params: { min: minAnswerLength } };
  if (length > LONGEST_ANSWER) return { code: 'too-long', params: { max: LONGEST_ANSWER } };
  if (others.includes(answer)) return { code: 'answer-repeated' };
  return isGuessable(answer, words, person.user) ? { code: 'answer-guessable' } : null;
}
