using System.ComponentModel.DataAnnotations;

namespace Chatbot.Deliveries;

/// <summary>How long the log of deliveries is kept.</summary>
internal sealed class DeliveriesOptions
{
    public const string Section = "Deliveries";

    /// <summary>Whole months before this one; what is older is dropped, also from the reports. Texts and names of people go sooner, by the rules of retention.</summary>
    [Range(1, 120)]
    public int KeepMonths { get; set; } = 24;
}
