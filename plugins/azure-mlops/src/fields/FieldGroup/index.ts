export { FieldGroup } from './FieldGroup';
