import type { EnrolmentScene } from './enrolment-page.ts';
import { sentCodePage } from './sent-code.tsx';

/** A telephone: its number, then the code that was sent or read there. */
export const number = sentCodePage({
  name: 'number',
  field: { type: 'tel', autocomplete: 'tel' },
  words: ({ at }) => at.language.registration.number,
  lead(scene) {
    const { leadCall, lead } = scene.at.language.registration.number;
    return isCall(scene) ? leadCall : lead;
  },
  codeLead(scene) {
    const { codeLeadCall, codeLead } = scene.at.language.registration.number;
    return isCall(scene) ? codeLeadCall : codeLead;
  },
});

function isCall({ methodId }: Pick<EnrolmentScene, 'methodId'>): boolean {
  return methodId.startsWith('voice');
}
