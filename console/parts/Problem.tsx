import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { ApiProblem } from '../api/problem.ts';
import { useWording } from '../locales/context.ts';
import type { Texts } from '../locales/index.ts';

const useStyles = makeStyles({ reference: { whiteSpace: 'nowrap' } });

/** What happened and what to do next, in the reader's language. */
export function messageOf(error: unknown, t: Texts): string {
  if (!(error instanceof ApiProblem)) return t.problems.unexpected;
  if (error.code === 'unreachable') return t.problems.unreachable;
  if (error.code === 'unreadable') return t.problems.unreadable;
  return error.detail === '' ? t.problems.unexpected : error.detail;
}

interface ProblemProps {
  readonly error: unknown;
  readonly title?: string;
  readonly retry?: () => void;
}

export function Problem({ error, title, retry }: ProblemProps) {
  const styles = useStyles();
  const { t } = useWording();
  // Said here too: a fault may be of something that has no field on this page.
  const faults =
    error instanceof ApiProblem ? [...new Set(error.faults.map((one) => one.message))] : [];
  const reference = error instanceof ApiProblem ? error.reference : '';
  return (
    <MessageBar intent="error" layout="multiline" role="alert">
      <MessageBarBody>
        <MessageBarTitle>
          {title ?? (faults.length > 0 ? t.problems.faults(faults.length) : t.problems.title)}
        </MessageBarTitle>
        {faults.length > 0 ? faults.join(' ') : messageOf(error, t)}
        {reference === '' ? null : (
          <>
            {' '}
            <span className={styles.reference}>({t.problems.reference(reference)})</span>
          </>
        )}
      </MessageBarBody>
      {retry === undefined ? null : (
        <MessageBarActions>
          <Button onClick={retry}>{t.common.retry}</Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}
