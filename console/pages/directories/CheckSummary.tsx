import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import type { DirectoryCheckView } from '../../../src/contract/directories.ts';
import { usePageTexts } from '../../locales/page-texts.ts';

/** In one sentence, whether the directory can be used. */
export function CheckSummary({ checks }: { readonly checks: readonly DirectoryCheckView[] }) {
  const texts = usePageTexts('directories').checks.summary;
  const count = (status: DirectoryCheckView['status']) =>
    checks.filter((one) => one.status === status).length;
  const [failed, warnings] = [count('failed'), count('warning')];
  // The rights are tried last: without them the check has ended at what does not work.
  const ended = checks.every(({ id }) => id !== 'reset-password');
  const intent = failed > 0 ? 'error' : warnings > 0 ? 'warning' : 'success';
  return (
    <MessageBar intent={intent} layout="multiline">
      <MessageBarBody>
        {failed > 0 ? texts.failed(failed) : warnings > 0 ? texts.warnings(warnings) : texts.good}
        {failed > 0 && ended ? ` ${texts.untried}` : null}
      </MessageBarBody>
    </MessageBar>
  );
}
