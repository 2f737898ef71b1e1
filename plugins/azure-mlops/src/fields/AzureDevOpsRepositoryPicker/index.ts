export { azureDevOpsRepositoryPickerField } from './azureDevOpsRepositoryPickerField';
