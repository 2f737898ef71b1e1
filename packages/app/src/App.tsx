import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { navigationModule } from './navigation/navigationModule';

/** The portal: composition only. Other plugins are discovered from package.json. */
export const App = createApp({ features: [catalogPlugin, navigationModule] });
