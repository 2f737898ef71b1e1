import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { PortalNavigation } from './PortalNavigation';

/** Puts the portal's own side bar in place of the default one. */
export const navigationModule = createFrontendModule({
  pluginId: 'app',
  extensions: [PortalNavigation],
});
