export declare function emitTypes(target: string): Promise<void>;
