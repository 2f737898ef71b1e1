export { environmentsFormField } from './environmentsFormField';
