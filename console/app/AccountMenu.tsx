import {
  Avatar,
  Button,
  Divider,
  Field,
  makeStyles,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  Radio,
  RadioGroup,
  tokens,
  typographyStyles,
} from '@fluentui/react-components';
import { SignOutRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useSignedIn } from '../api/session.ts';
import { useWording } from '../locales/context.ts';
import { breakpoints } from '../parts/breakpoints.ts';
import { signOutAsked } from './SignOut.tsx';
import { themeChoices, useThemeChoice } from './theme.ts';

const useStyles = makeStyles({
  button: { [breakpoints.narrow]: { minWidth: 'auto' } },
  wide: {
    paddingInlineStart: tokens.spacingHorizontalS,
    [breakpoints.narrow]: { display: 'none' },
  },
  surface: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    width: '280px',
  },
  person: { display: 'flex', flexDirection: 'column', overflowWrap: 'anywhere' },
  name: typographyStyles.body1Strong,
  detail: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground2 },
});

/** Who is signed in, how the console looks, and the way out. */
export function AccountMenu() {
  const styles = useStyles();
  const { t } = useWording();
  const { user, roles } = useSignedIn();
  const { choice, choose } = useThemeChoice();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      inline
      open={open}
      onOpenChange={(_, data) => setOpen(data.open)}
      positioning="below-end"
    >
      <PopoverTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          className={styles.button}
          aria-label={t.shell.account(user.displayName)}
          icon={<Avatar size={28} color="brand" aria-hidden="true" />}
        >
          <span className={styles.wide}>{user.displayName}</span>
        </Button>
      </PopoverTrigger>
      <PopoverSurface className={styles.surface} aria-label={t.shell.account(user.displayName)}>
        <div className={styles.person}>
          <span className={styles.name}>{user.displayName}</span>
          <span className={styles.detail}>{user.username}</span>
          {roles.map((role) => (
            <span key={role} className={styles.detail}>
              {t.access.roles[role].name}
            </span>
          ))}
        </div>
        <Divider />
        <Field label={t.shell.theme}>
          <RadioGroup
            value={choice}
            onChange={(_, data) => choose(themeChoices.find((one) => one === data.value) ?? choice)}
          >
            {themeChoices.map((one) => (
              <Radio key={one} value={one} label={t.shell.themes[one]} />
            ))}
          </RadioGroup>
        </Field>
        <Divider />
        <Button
          icon={<SignOutRegular />}
          onClick={() => {
            setOpen(false);
            void navigate('/sign-out', { state: signOutAsked });
          }}
        >
          {t.shell.signOut}
        </Button>
      </PopoverSurface>
    </Popover>
  );
}
