import { z } from 'zod';
import { fill } from '../../locales/index.ts';
import { sentCodePage } from './sent-code.tsx';

const shownSchema = z.object({ destination: z.string() });

/** A mailbox: its address, then the code that came there. */
export const address = sentCodePage({
  name: 'address',
  field: { type: 'email', autocomplete: 'email', inputmode: 'email' },
  words: ({ at }) => at.language.registration.address,
  lead: ({ at }) => at.language.registration.address.lead,
  codeLead({ at, shown }) {
    const { destination } = shownSchema.parse(shown);
    return fill(at.language, at.language.registration.address.codeLead, { destination });
  },
});
