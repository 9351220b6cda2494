import {
  Avatar,
  Button,
  makeStyles,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  tokens,
  typographyStyles,
} from '@fluentui/react-components';
import { SignOutRegular } from '@fluentui/react-icons';
import { useNavigate } from 'react-router';
import { useSignedIn } from '../api/session.ts';
import { useWording } from '../locales/context.ts';
import { signOutAsked } from './SignOut.tsx';
import { themeChoices, useThemeChoice } from './theme.ts';

const useStyles = makeStyles({
  person: {
    display: 'flex',
    flexDirection: 'column',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    maxWidth: '280px',
    overflowWrap: 'anywhere',
  },
  name: typographyStyles.body1Strong,
  detail: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground2 },
});

export function AccountMenu() {
  const styles = useStyles();
  const { t } = useWording();
  const { user, roles } = useSignedIn();
  const { choice, choose } = useThemeChoice();
  const navigate = useNavigate();
  return (
    <Menu
      checkedValues={{ theme: [choice] }}
      onCheckedValueChange={(_, { checkedItems }) => {
        const next = themeChoices.find((one) => checkedItems.includes(one));
        if (next !== undefined) choose(next);
      }}
      positioning="below-end"
    >
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          shape="circular"
          aria-label={t.shell.account(user.displayName)}
          icon={<Avatar size={28} name={user.displayName} color="brand" aria-hidden="true" />}
        />
      </MenuTrigger>
      <MenuPopover>
        <div className={styles.person}>
          <span className={styles.name}>{user.displayName}</span>
          <span className={styles.detail}>{user.username}</span>
          {roles.map((role) => (
            <span key={role} className={styles.detail}>
              {t.access.roles[role].name}
            </span>
          ))}
        </div>
        <MenuList>
          <MenuDivider />
          <MenuGroup>
            <MenuGroupHeader>{t.shell.theme}</MenuGroupHeader>
            {themeChoices.map((one) => (
              <MenuItemRadio key={one} name="theme" value={one}>
                {t.shell.themes[one]}
              </MenuItemRadio>
            ))}
          </MenuGroup>
          <MenuDivider />
          <MenuItem
            icon={<SignOutRegular />}
            onClick={() => void navigate('/sign-out', { state: signOutAsked })}
          >
            {t.shell.signOut}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
