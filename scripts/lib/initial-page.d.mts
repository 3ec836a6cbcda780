export const initialBudget: number;
export function initialFiles(read: (file: string) => string): string[];
export function initialSizes(folder: string): { file: string; size: number }[];
