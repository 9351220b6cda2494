import { answerOf } from './find-person.ts';

/**
 * What somebody answers within a time, or null: for what is good to know and nothing to wait for. What is under way
 * goes on, bounded by whoever is asked.
 */
export async function within<T>(milliseconds: number, ask: () => Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), milliseconds);
  });
  const asked = answerOf(ask).then((answer) => (answer.silent ? null : answer.value));
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
