import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { DirectoryView } from '../../../src/contract/directories.ts';
import { useWording } from '../../locales/context.ts';
import { usePageTexts } from '../../locales/page-texts.ts';
import { Facts } from '../../parts/Facts.tsx';
import { Section } from '../../parts/Section.tsx';
import { certificateUrgency } from './certificate.ts';
import { CertificateEnd } from './CertificateEnd.tsx';
import { HealthBadge } from './HealthBadge.tsx';

const useStyles = makeStyles({
  state: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  muted: { color: tokens.colorNeutralForeground2 },
});

/** How the connection stands, and what to do where it does not. */
export function Standing({ directory }: { readonly directory: DirectoryView }) {
  const styles = useStyles();
  const { t, format } = useWording();
  const texts = usePageTexts('directories');
  const { health, users } = directory;
  const time = (at: number | null) => (at === null ? t.common.never : format.exactTime(at));
  const endsAt = health?.certificateExpiresAt ?? null;
  const endsSoon = endsAt !== null && certificateUrgency(endsAt, Date.now()) !== 'far';
  return (
    <Section title={texts.panel.standing}>
      <div className={styles.state}>
        <div>
          <HealthBadge directory={directory} />
        </div>
        <Text className={styles.muted}>
          {health === null ? texts.panel.enabledHelp : texts.states[health.state].meaning}
        </Text>
      </div>
      {health === null ? null : (
        <Facts
          facts={[
            { name: texts.server, value: health.server },
            {
              name: texts.latency,
              value: health.latencyMs === null ? null : texts.latencyMs(health.latencyMs),
            },
            { name: texts.columns.lastWorked, value: time(health.lastWorkedAt) },
            { name: texts.lastFailed, value: time(health.lastFailedAt) },
            { name: texts.lastError, value: health.lastError },
            {
              name: texts.failingServers,
              value:
                health.failingServers.length === 0
                  ? null
                  : health.failingServers.map(({ server, error }) => (
                      <Text block key={server}>
                        {server}: {error}
                      </Text>
                    )),
            },
            {
              name: texts.columns.certificate,
              value: (
                <>
                  <CertificateEnd endsAt={endsAt} />
                  {health.certificateServer === health.server ? null : (
                    <Text block size={200} className={styles.muted}>
                      {health.certificateServer}
                    </Text>
                  )}
                  {endsSoon ? (
                    <Text block size={200} className={styles.muted}>
                      {texts.certificate.renew}
                    </Text>
                  ) : null}
                </>
              ),
            },
            { name: texts.columns.users, value: users === null ? null : format.number(users) },
          ]}
        />
      )}
    </Section>
  );
}
