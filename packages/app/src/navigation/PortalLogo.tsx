import {
  Link,
  sidebarConfig,
  useSidebarOpenState,
} from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles({
  root: {
    width: sidebarConfig.drawerWidthClosed,
    height: 2 * sidebarConfig.logoHeight,
    display: 'flex',
    alignItems: 'center',
    marginBottom: -14,
  },
  link: {
    display: 'flex',
    alignItems: 'center',
    gap: 12,
    marginLeft: 20,
    color: '#ffffff',
    fontWeight: 'bold',
    whiteSpace: 'nowrap',
  },
});

/** The mark of the portal, with its name while the side bar is open. */
export const PortalLogo = () => {
  const classes = useStyles();
  const { isOpen } = useSidebarOpenState();
  return (
    <div className={classes.root}>
      <Link to="/" underline="none" className={classes.link} aria-label="Home">
        <svg width="32" height="32" viewBox="0 0 32 32" aria-hidden="true">
          <path
            d="M6 24 L14 8 L18 16"
            stroke="#7fd1ff"
            strokeWidth="3"
            fill="none"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
          <path
            d="M14 24 L26 24 L18 16"
            stroke="#ffffff"
            strokeWidth="3"
            fill="none"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </svg>
        {isOpen && <span>Azure MLOps</span>}
      </Link>
    </div>
  );
};
