import { codePoints, comparable } from '../normalise.ts';
import type { PasswordContext, PasswordRule } from '../rule.ts';

const SHORTEST_WORD = 4;

/** Refuses a password with the person's or the organisation's name anywhere in it (R087, Entra BL-12). */
export const contextWord: PasswordRule = (candidate) => {
  if (!candidate.policy.refuseContextWords) return null;
  const word = contextWords(candidate.context).find((one) =>
    candidate.comparable.includes(comparable(one)),
  );
  return word === undefined ? null : { word };
};

function contextWords(context: PasswordContext): string[] {
  const names = [
    context.givenName,
    context.surname,
    context.displayName,
    context.organisation,
    withoutDomain(context.username),
    context.mail === null ? null : withoutDomain(context.mail),
  ];
  return names
    .filter((name) => name !== null)
    .flatMap(wordsOf)
    .filter((word) => codePoints(comparable(word)).length >= SHORTEST_WORD);
}

/** The words of a name, and the name without what parts them: `Jo-Ann` gives `Jo`, `Ann` and `JoAnn`. */
function wordsOf(name: string): string[] {
  const words = name.split(/[^\p{L}\p{M}\p{N}]+/u);
  return [...words, words.join('')];
}

/** The domain of an address says where somebody works or keeps mail, not who they are. */
function withoutDomain(address: string): string {
  return address.split('@', 1)[0] ?? address;
}
