import type { DatabaseDialect, QueryAnswer } from '../../src/storage/dialect.ts';

/** A database of which every query is heard, with what it was asked with and what was answered. */
export function overheard(
  dialect: DatabaseDialect,
  hear: (text: string, parameters: readonly unknown[], answer: QueryAnswer) => void,
): DatabaseDialect {
  return {
    ...dialect,
    async acquire() {
      const link = await dialect.acquire();
      return {
        ...link,
        async query(text, parameters) {
          const answer = await link.query(text, parameters);
          hear(text, parameters, answer);
          return answer;
        },
      };
    },
  };
}
