using Chatbot.Rights;

namespace Chatbot.Console.Sistem;

/// <summary>How far an erasure is, as staff reads it.</summary>
internal static class ErasureWords
{
    public static string Of(ErasureStage stage) => stage switch
    {
        ErasureStage.WaitsForStaff => "menunggu petugas",
        ErasureStage.WaitsForSecond => "menunggu persetujuan",
        ErasureStage.Scheduled => "terjadwal",
        ErasureStage.Told => "sedang dihapus",
        ErasureStage.Erased => "sudah dihapus",
    };

    public static string Tone(ErasureStage stage) => stage switch
    {
        ErasureStage.WaitsForStaff or ErasureStage.WaitsForSecond => "k-warn",
        ErasureStage.Erased => "k-good",
        _ => "",
    };

    /// <summary>What somebody of the staff can do about it.</summary>
    public static string Act(ErasureStage stage) => stage == ErasureStage.WaitsForSecond ? "Periksa dan putuskan" : "Kerjakan";
}
