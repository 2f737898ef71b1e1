export { FieldGroup } from './FieldGroup';
export { goesOnToInput } from './goesOnToInput';
