export const quiet: string[];
export const softwareGpu: string[];
